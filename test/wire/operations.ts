import { operations } from '../../generated/operations.ts';
import { operationOf, operationsOf, readContract } from '../contract/document.ts';
import { type Answer, exchange, type Message } from '../contract/exchange.ts';
import type { Service } from '../support/service.ts';
import { type CreatedKey, callerOf, read } from './support.ts';

export type OperationId = keyof typeof operations;

/** Every operation of the contract, also one that is added tomorrow. */
export const operationIds = Object.keys(operations) as OperationId[];

/** Operations that have no parameter in their path. */
export type PathlessId = {
  [Id in OperationId]: (typeof operations)[Id]['parameters']['path'] extends readonly [] ? Id : never;
}[OperationId];

/** What stands in paths, by the parameter's name. */
export type Ids = Readonly<Record<string, string>>;

/** A key with two secrets, in whose place the second one's id stands: it may be deleted. */
export interface Subject extends CreatedKey {
  readonly ids: Ids;
}

export async function makeSubject(service: Service, token: string, values: object = {}): Promise<Subject> {
  const call = callerOf(service, token);
  const key = await read<CreatedKey>(
    await call('POST', '/api-keys', { body: JSON.stringify({ name: 'Subject', ...values }) }),
  );
  const { clientId } = key;
  const secret = await read<{ secretId: string }>(await call('POST', `/api-keys/${clientId}/secrets`));
  return { ...key, ids: { clientId, secretId: secret.secretId } };
}

const documented = operationsOf(readContract());

/**
 * A call that the contract lets through: these ids in its path, and as its body what the contract gives as an example.
 *
 * @throws if there is no id for a parameter of the path
 */
export function messageOf(operationId: OperationId, ids: Ids, token?: string): Message {
  const { method, path, requestBody } = operationOf(documented, operationId);
  const [[mediaType = '', { examples = {} }] = ['', {}]] = Object.entries(requestBody.content);
  const body = Object.values(examples)[0]?.value;
  const filled = path.replace(/\{(.*?)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${operationId} has a parameter ${name}, of which this test knows nothing`);
    return id;
  });
  const headers = {
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'Content-Type': mediaType }),
  };
  return { method, path: filled, headers, body: body === undefined ? undefined : JSON.stringify(body) };
}

/** Posts a form, as OAuth clients do. */
export async function postForm({ url }: Service, path: string, form: Record<string, string>): Promise<Answer> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return await exchange(url, { method: 'POST', path, headers, body: new URLSearchParams(form).toString() });
}

/** All of an answer, but what is another each time. */
export function shown({ status, headers, text }: Answer): object {
  const same = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name));
  return { status, headers: same.sort(), text };
}
