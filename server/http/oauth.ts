import type { components } from '../../generated/types.ts';
import type { LiveToken } from '../domain/authentication.ts';
import type { Tokens } from '../domain/tokens.ts';
import { Problem } from '../edge/index.ts';
import { type AuthenticateClient, credentialsOf } from './client-authentication.ts';
import type { LatchkeyHandlers } from './handlers.ts';

type Operations = Pick<LatchkeyHandlers, 'issueToken' | 'introspectToken' | 'revokeToken'>;

const noStore = { 'Cache-Control': 'no-store' };

/** Tag "OAuth", for clients: each with its guards in the order of the RFC, then one act. */
export function createOAuthHandlers(authenticateClient: AuthenticateClient, tokens: Tokens): Operations {
  return {
    // RFC 6749 §4.4
    async issueToken({ body }, header, { address }) {
      const credentials = credentialsOf(header, body);
      if (!body.grant_type) throw new Problem('invalid_request', { detail: 'The parameter grant_type is missing.' });
      if (body.grant_type !== 'client_credentials') throw new UnsupportedGrantType();
      const key = await authenticateClient(credentials, address);
      const { accessToken, expiresIn, scopes } = tokens.issue(key, body.scope || undefined);
      return {
        status: 200,
        headers: { ...noStore, Pragma: 'no-cache' },
        body: { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn, scope: scopes.join(' ') },
      };
    },

    // RFC 7662 §2
    async introspectToken({ body }, header, { address }) {
      const credentials = credentialsOf(header, body);
      const token = requireToken(body);
      const key = await authenticateClient(credentials, address);
      const found = await tokens.introspect(key, token);
      return { status: 200, headers: noStore, body: found ? toWire(found) : { active: false } };
    },

    // RFC 7009 §2
    async revokeToken({ body }, header, origin) {
      const credentials = credentialsOf(header, body);
      const token = requireToken(body);
      const key = await authenticateClient(credentials, origin.address);
      await tokens.revoke(key, token, origin);
      return { status: 200, headers: noStore };
    },
  };
}

class UnsupportedGrantType extends Error {
  readonly code = 'unsupported_grant_type';
}

function requireToken({ token }: { token: string }): string {
  if (!token) throw new Problem('invalid_request', { detail: 'The parameter token is missing.' });
  return token;
}

/** RFC 7662 §2.2; times in seconds. */
function toWire({ claims, scopes }: LiveToken): components['schemas']['Introspection'] {
  return {
    active: true,
    scope: scopes.join(' '),
    client_id: claims.clientId,
    token_type: 'Bearer',
    exp: claims.expiresAt / 1000,
    iat: claims.issuedAt / 1000,
    sub: claims.clientId,
    aud: [...claims.audience],
    iss: claims.issuer,
    jti: claims.tokenId,
    org_id: claims.organizationId,
  };
}
