import assert from 'node:assert/strict';
import type { components } from '../../../generated/types.ts';
import type { Answer } from '../exchange.ts';
import type { World } from '../world.ts';
import { ask, type LawCall, read } from './law.ts';

/** The calls that laws are made of, and what they read. */
export type Schemas = components['schemas'];

type Others = Omit<Partial<LawCall>, 'operationId'>;

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const json = 'application/json';
export const form = 'application/x-www-form-urlencoded';

/** The first key's, wherever it is. */
export const first: Credentials = { clientId: '$clientId', clientSecret: '$clientSecret' };

/** Milliseconds by which two clocks may differ. */
const tolerance = 5_000;

export function isBetween(time: string, from: number, to: number): boolean {
  return Date.parse(time) >= from - tolerance && Date.parse(time) <= to + tolerance;
}

export function created(body: Partial<Schemas['NewApiKey']>, others: Others = {}): LawCall {
  return { operationId: 'createApiKey', contentType: json, body: { name: 'Of a law', ...body }, ...others };
}

export function got(clientId: string): LawCall {
  return { operationId: 'getApiKey', path: { clientId } };
}

export function listed(query: string, others: Others = {}): LawCall {
  return { operationId: 'listApiKeys', query, ...others };
}

export function patched(clientId: string, body: unknown, others: Others = {}): LawCall {
  return { operationId: 'updateApiKey', path: { clientId }, contentType: json, body, ...others };
}

export function deleted(clientId: string, others: Others = {}): LawCall {
  return { operationId: 'deleteApiKey', path: { clientId }, ...others };
}

export function added(clientId: string, body: unknown = {}, others: Others = {}): LawCall {
  return { operationId: 'createSecret', path: { clientId }, contentType: json, body, ...others };
}

export function dropped(clientId: string, secretId: string, others: Others = {}): LawCall {
  return { operationId: 'deleteSecret', path: { clientId, secretId }, ...others };
}

/** A token for a key. */
export function traded({ clientId, clientSecret }: Credentials, others: object = {}): LawCall {
  const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...others };
  return { operationId: 'issueToken', contentType: form, body };
}

export function introspected(token: string, { clientId, clientSecret } = first): LawCall {
  const body = { token, client_id: clientId, client_secret: clientSecret };
  return { operationId: 'introspectToken', contentType: form, body };
}

export function revoked(token: string, { clientId, clientSecret } = first): LawCall {
  const body = { token, client_id: clientId, client_secret: clientSecret };
  return { operationId: 'revokeToken', contentType: form, body };
}

/** Makes a key. */
export async function create(world: World, body: Partial<Schemas['NewApiKey']>, others: Others = {}) {
  const answer = await ask(world, 201, created(body, others));
  return { answer, shown: JSON.parse(answer.text) as Schemas['CreatedApiKey'] };
}

/** Adds a secret to a key. */
export async function addSecret(world: World, clientId: string, body: Schemas['NewSecret'] = {}) {
  return await read<Schemas['CreatedSecret']>(world, 201, added(clientId, body));
}

export async function details(world: World, clientId: string): Promise<Schemas['ApiKeyDetails']> {
  return await read(world, 200, got(clientId));
}

export async function tokenOf(world: World, key: Credentials, scope = ''): Promise<string> {
  return (await read<Schemas['Token']>(world, 200, traded(key, { scope }))).access_token;
}

export async function introspect(world: World, token: string): Promise<Schemas['Introspection']> {
  return await read(world, 200, introspected(token));
}

export async function page(world: World, query: string): Promise<Schemas['ApiKeyPage']> {
  return await read(world, 200, listed(query));
}

export async function auditPage(world: World, query: string): Promise<Schemas['AuditLogPage']> {
  return await read(world, 200, { operationId: 'listAuditLogs', query });
}

/** How many keys there are. */
export async function countKeys(world: World): Promise<number> {
  return (await page(world, 'limit=1')).meta.total;
}

/** The newest key of the list. */
export async function lastListed(world: World): Promise<Schemas['ApiKey']> {
  const total = await countKeys(world);
  const { apiKeys } = await page(world, `limit=1&offset=${total - 1}`);
  const [last] = apiKeys;
  assert.ok(last && apiKeys.length === 1, `${apiKeys.length} keys on the last page of one`);
  return last;
}

/** Secrets as a key shows them, the oldest first. */
export function inOrder<Secret extends { createdAt: string; secretId: string }>(secrets: readonly Secret[]): Secret[] {
  const orderOf = ({ createdAt, secretId }: Secret) => createdAt + secretId;
  return [...secrets].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** What is known of a secret after it was shown. */
export function infoOf({
  secretId,
  createdAt,
  expiresAt,
  lastUsedAt,
}: Schemas['CreatedSecret']): Schemas['SecretInfo'] {
  return { secretId, createdAt, expiresAt, lastUsedAt };
}

export function etagOf({ headers }: Answer): string {
  return headers.get('ETag') ?? '';
}

/** A text that no law has used before. */
export function unique(): string {
  return crypto.randomUUID();
}

/** A time so many milliseconds from now. */
export function timeIn(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}
