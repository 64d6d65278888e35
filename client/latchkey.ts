import { operations as table } from '../generated/operations.ts';
import type { operations } from '../generated/types.ts';
import { createClient, type Transport, throwing } from './client.ts';
import { toConnectionError } from './errors.ts';
import { withRetry } from './retry.ts';
import { cachedTokens, type TokenSource, withToken } from './tokens.ts';
import type { Client, ThrowingClient } from './types.ts';

type Table = typeof table;

/** Milliseconds. */
const defaultTimeout = 30_000;

export interface LatchkeyClient extends ThrowingClient<operations, Table> {
  /** The same calls, resolving to `{ status, body, headers }` whatever the status. */
  readonly answers: Client<operations, Table>;
}

export type LatchkeyClientOptions = {
  /** Where Latchkey is, such as `https://keys.example.com`. */
  readonly baseUrl: string;
  /** Milliseconds for a whole call, with every retry; 0 for no limit. 30,000 by default. */
  readonly timeout?: number;
  /** How often a call that may be repeated is tried again after a 429 or 503. 2 by default. */
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
  const {
    baseUrl,
    timeout = defaultTimeout,
    retries = 2,
    fetch: send = (request: Request) => fetch(request),
  } = options;
  const once: Transport = (request) => send(request).catch((error) => toConnectionError(request.url, error));
  // Without a limit of its own a token that never comes would hold up every later call.
  const retrying = withRetry(once, { retries, timeout: timeout || defaultTimeout });
  const answers = createClient<operations, Table>(table, {
    baseUrl,
    transport: withRetry(withToken(once, tokenSource(options, retrying)), { retries, timeout }),
  });
  return { ...throwing<operations, Table>(answers), answers };
}

function tokenSource(options: LatchkeyClientOptions, transport: Transport): TokenSource {
  const { accessToken, baseUrl } = options;
  if (typeof accessToken === 'string') return { get: async () => accessToken, refuse: () => {} };
  if (accessToken !== undefined) return { get: accessToken, refuse: () => {} };

  const { clientId, clientSecret, scope } = options;
  // A token may be asked for again: to repeat the call does no harm.
  const repeatable: Transport = (request, operation, call) => transport(request, { ...operation, method: 'get' }, call);
  const { issueToken } = throwing(createClient<operations, Table>(table, { baseUrl, transport: repeatable }));
  return cachedTokens(async () => {
    const body = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope && { scope }),
    };
    const { access_token, expires_in } = await issueToken({ body });
    return { accessToken: access_token, expiresIn: expires_in };
  });
}
