import { operations as table } from '../generated/operations.ts';
import type { components, operations } from '../generated/types.ts';
import { type Access, accessByKey, accessByToken, type FetchToken, tokenFetcher } from './access.ts';
import { createClient, throwing } from './client.ts';
import { items } from './pages.ts';
import { withRetry } from './retry.ts';
import { type Rotate, rotator } from './rotate.ts';
import { withToken } from './tokens.ts';
import { fetchTransport } from './transport.ts';
import type { CallOptions, Client, Input, ThrowingClient } from './types.ts';

type Table = typeof table;
type Schemas = components['schemas'];

/** What a list is asked for, but for the place in it. `limit` is the size of the pages, 100 by default. */
type Filters<Id extends keyof operations> = Omit<Input<operations[Id]>, 'after' | 'offset'>;

/** Milliseconds. */
const defaultTimeout = 30_000;

export interface LatchkeyClient extends ThrowingClient<operations, Table> {
  /** The same calls, resolving to `{ status, body, headers }` whatever the status. */
  readonly answers: Client<operations, Table>;
  /** The keys that the filters let through, page by page. */
  eachApiKey(filters?: Filters<'listApiKeys'>, options?: CallOptions): AsyncIterable<Schemas['ApiKey']>;
  /** What was changed, the newest first, page by page. */
  eachAuditLog(filters?: Filters<'listAuditLogs'>, options?: CallOptions): AsyncIterable<Schemas['AuditLog']>;
  /**
   * Makes a new secret for a key, hands it over, sees that it gets a token, and only then deletes those that were there
   * before. Of the key that this client calls with, it takes the new secret itself. One rotation of a key at a time.
   *
   * @throws {TypeError} if the key is disabled or expired; nothing was changed
   * @throws what `handOver` throws; the new secret is gone again then
   * @throws {RotationError} if it stops half-way, and whatever reading the key or making the secret throws
   */
  readonly rotate: Rotate;
}

export type LatchkeyClientOptions = {
  /** Where Latchkey is, such as `https://keys.example.com`. */
  readonly baseUrl: string;
  /** Milliseconds for a whole call, with every retry; 0 for no limit. 30,000 by default. */
  readonly timeout?: number;
  /** How often a call that may be repeated is tried again after a 429, a 503 or a lost connection. 2 by default. */
  readonly retries?: number;
  /** In place of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
} & (
  | { readonly clientId: string; readonly clientSecret: string; readonly scope?: string; readonly accessToken?: never }
  /** Where a secret has no place, such as in a browser: a token, or what brings one. */
  | { readonly accessToken: string | (() => Promise<string>); readonly clientId?: never; readonly clientSecret?: never }
);

/** One typed method per operation of Latchkey; tokens are fetched, shared, renewed and sent by themselves. */
export function createLatchkeyClient(options: LatchkeyClientOptions): LatchkeyClient {
  const { baseUrl, timeout = defaultTimeout, retries = 2, fetch: send } = options;
  const once = fetchTransport(send);
  // Without a limit of its own a token that never comes would hold up every later call.
  const retrying = withRetry(once, { retries, timeout: timeout || defaultTimeout });
  const fetchToken = tokenFetcher(baseUrl, retrying);
  const { tokens, adopt } = accessOf(options, fetchToken);
  const answers = createClient<operations, Table>(table, {
    baseUrl,
    transport: withRetry(withToken(once, tokens), { retries, timeout }),
  });
  const calls = throwing<operations, Table>(answers);
  return {
    ...calls,
    answers,
    eachApiKey: (filters, options) =>
      items(calls.listApiKeys, { limit: 100, ...filters }, (page) => page.apiKeys, options),
    eachAuditLog: (filters, options) =>
      items(calls.listAuditLogs, { limit: 100, ...filters }, (page) => page.auditLogs, options),
    rotate: rotator(calls, async (secret, options) => {
      await fetchToken(secret, options);
      adopt(secret);
    }),
  };
}

function accessOf(options: LatchkeyClientOptions, fetchToken: FetchToken): Access {
  if (options.accessToken !== undefined) return accessByToken(options.accessToken);
  const { clientId, clientSecret, scope = '' } = options;
  return accessByKey({ clientId, clientSecret }, (credentials) => fetchToken({ ...credentials, scope }));
}
