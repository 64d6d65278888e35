import type { OperationEntry } from './types.ts';

/** Methods that may be repeated (RFC 9110 §9.2.2). */
const idempotent = ['get', 'head', 'put', 'delete', 'options', 'trace'];

export function isIdempotent({ method }: OperationEntry): boolean {
  return idempotent.includes(method);
}

/** Whether the request names itself, so that the server knows a repeat when it sees one. */
export function hasIdempotencyKey({ headers }: Request, operation: OperationEntry): boolean {
  return headers.has('Idempotency-Key') && nameOfHeader(operation) !== undefined;
}

/** A header that names this call, where the contract has one and the method doesn't make it needless. */
export function idempotencyHeader(operation: OperationEntry): Readonly<Record<string, string>> {
  const name = nameOfHeader(operation);
  if (name === undefined || isIdempotent(operation)) return {};
  // A browser has no randomUUID on a page that came over plain HTTP. The call is then not repeated.
  const key = crypto.randomUUID?.();
  return key === undefined ? {} : { [name]: key };
}

function nameOfHeader({ parameters }: OperationEntry): string | undefined {
  return parameters.header.find((name) => name.toLowerCase() === 'idempotency-key');
}
