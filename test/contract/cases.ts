import type { Store } from '../../server/domain/store.ts';
import { exampleNames, type Operation, successOf } from './document.ts';
import type { Fault } from './faults.ts';
import { particularCases } from './particular-cases.ts';

/** One request, and the declared answer that it brings about. */
export interface Case {
  readonly operationId: string;
  readonly status: number;
  /** The example of the answer; none, if the answer has no body. */
  readonly example: string;
  /** The example of the request that is sent as it is. */
  readonly request?: string;
  readonly call: Call;
  /** A call of the same operation that comes first. */
  readonly before?: Call;
  readonly fault?: Fault;
}

/** How a request differs from a bare one with a token that may do anything. `$name` stands for what `Fills` has. */
export interface Call {
  readonly token?: 'valid' | 'missing' | 'expired' | 'powerless' | 'creator' | 'updater';
  /** Path parameters; their examples, unless said otherwise. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** A string is sent as it is. */
  readonly body?: unknown;
}

/** What makes each operation's store fail. */
const faults: Readonly<Record<string, keyof Store>> = {
  issueToken: 'findClient',
  introspectToken: 'findClient',
  revokeToken: 'findClient',
  getJwks: 'signingKeys',
  listApiKeys: 'listKeys',
  createApiKey: 'insertKey',
  getApiKey: 'findKeyWithSecrets',
  updateApiKey: 'changeKey',
  deleteApiKey: 'deleteKey',
  createSecret: 'changeKey',
  deleteSecret: 'changeKey',
  listAuditLogs: 'listAuditEntries',
  getReadiness: 'ping',
};

/** What the examples of a parameter or body don't say. */
const calls: Readonly<Record<string, Call>> = {
  updateApiKey: { path: { clientId: '$newKey' } },
  deleteApiKey: { path: { clientId: '$newKey' } },
  createSecret: { path: { clientId: '$newKey' } },
  deleteSecret: { path: { clientId: '$newKey', secretId: '$newSecret' } },
  listAuditLogs: { query: 'target=$changedKey' },
};

/** Every case: those that follow from the contract, and the particular ones. */
export function casesOf(operations: readonly Operation[]): Case[] {
  return [
    ...operations.flatMap((operation) => [...ordinary(operation), ...refused(operation), ...failing(operation)]),
    ...particularCases,
  ];
}

/** A call that succeeds, once for each example of the body. */
function ordinary(operation: Operation): Case[] {
  const status = successOf(operation);
  return validCalls(operation).map(([request, call]) => ({
    ...named(operation, status),
    ...(request && { request }),
    call,
  }));
}

/** Each valid call, with the name of the example that it sends. */
export function validCalls({ operationId, requestBody }: Operation): [request: string, call: Call][] {
  const call = calls[operationId] ?? {};
  const bodies = Object.entries(requestBody.content).flatMap(([contentType, { examples = {} }]) =>
    Object.entries(examples).map(([name, { value }]): [string, Call] => [name, { ...call, contentType, body: value }]),
  );
  return bodies.length > 0 ? bodies : [['', call]];
}

/** What many operations refuse: an unknown parameter, and a caller without a good token, or with too many calls. */
function refused(operation: Operation): Case[] {
  const { operationId, security, responses } = operation;
  const [, call = {}] = validCalls(operation)[0] ?? [];
  const unknownParameter = {
    operationId,
    status: 400,
    example: 'unknownParameter',
    call: { ...call, query: 'colour=red' },
  };
  return [
    ...(exampleNames(responses[400]).includes('unknownParameter') ? [unknownParameter] : []),
    ...(security.some((scheme) => 'oauth2' in scheme)
      ? [
          { operationId, status: 401, example: 'missingToken', call: { ...call, token: 'missing' as const } },
          { operationId, status: 401, example: 'invalidToken', call: { ...call, token: 'expired' as const } },
          { ...named(operation, 403), call: { ...call, token: 'powerless' as const } },
        ]
      : []),
    ...(responses[429] ? [{ ...named(operation, 429), call, fault: { kind: 'limited' } as const }] : []),
  ];
}

function failing(operation: Operation): Case[] {
  const method = faults[operation.operationId];
  const [, call = {}] = validCalls(operation)[0] ?? [];
  if (method === undefined) return [];
  return [
    { ...named(operation, 500), call, fault: { method, kind: 'defect' } },
    { ...named(operation, 503), call, fault: { method, kind: 'unavailable' } },
  ];
}

/** A status of an operation with the first of its examples. */
function named(
  { operationId, responses }: Operation,
  status: number,
): Pick<Case, 'operationId' | 'status' | 'example'> {
  return { operationId, status, example: exampleNames(responses[status])[0] ?? '' };
}
