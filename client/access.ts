import { operations as table } from '../generated/operations.ts';
import type { operations } from '../generated/types.ts';
import { createClient, throwing } from './client.ts';
import { cachedTokens, type FetchedToken, type TokenSource } from './tokens.ts';
import type { Transport } from './transport.ts';
import type { CallOptions } from './types.ts';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** By what a client is let in. */
export interface Access {
  readonly tokens: TokenSource;
  /** If these are for the client's own key, tokens come by them from now on. */
  adopt(credentials: Credentials): void;
}

export type FetchToken = (by: Credentials & { scope?: string }, options?: CallOptions) => Promise<FetchedToken>;

/** Trades a key for a token (RFC 6749 §4.4). */
export function tokenFetcher(baseUrl: string, transport: Transport): FetchToken {
  // A token may be asked for again: to repeat the call does no harm.
  const repeatable: Transport = (request, operation, call) => transport(request, { ...operation, method: 'get' }, call);
  const { issueToken } = throwing(createClient<operations, typeof table>(table, { baseUrl, transport: repeatable }));
  return async ({ clientId, clientSecret, scope }, options) => {
    const credentials = { client_id: clientId, client_secret: clientSecret };
    const body = { grant_type: 'client_credentials', ...credentials, ...(scope && { scope }) };
    const { access_token, expires_in } = await issueToken({ body }, options);
    return { accessToken: access_token, expiresIn: expires_in };
  };
}

export function accessByToken(accessToken: string | (() => Promise<string>)): Access {
  const get = typeof accessToken === 'string' ? async () => accessToken : accessToken;
  return { tokens: { get, refuse() {} }, adopt() {} };
}

export function accessByKey(first: Credentials, fetchToken: (by: Credentials) => Promise<FetchedToken>): Access {
  let current = first;
  return {
    tokens: cachedTokens(() => fetchToken(current)),
    adopt(credentials) {
      if (credentials.clientId === current.clientId) current = credentials;
    },
  };
}
