import type { scopes } from '../../generated/operations.ts';
import type { Authentication, ClientCredentials } from '../domain/authentication.ts';
import { DomainError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import { Problem } from '../edge/index.ts';
import { basicCredentials } from './basic.ts';
import type { LatchkeyHandlers } from './handlers.ts';

type Operations = Pick<LatchkeyHandlers, 'issueToken' | 'getServerMetadata' | 'getJwks'>;

export interface OAuthParts {
  readonly authentication: Authentication;
  readonly store: Store;
  readonly publicUrl: () => string;
  readonly scopes: typeof scopes;
}

/** Tag "OAuth". */
export function createOAuthHandlers({ authentication, store, publicUrl, scopes }: OAuthParts): Operations {
  return {
    // RFC 6749 §4.4: guards in the order of the RFC, then one act.
    async issueToken({ body }, caller) {
      const inBody = { clientId: body.client_id || undefined, clientSecret: body.client_secret || undefined };
      if (caller && (inBody.clientId ?? inBody.clientSecret) !== undefined) {
        throw new Problem('invalid_request', {
          detail: 'Client credentials came twice: in the header and in the body.',
        });
      }
      const credentials = caller ? basicCredentials(caller.basic) : completeCredentials(inBody);
      if (!body.grant_type) throw new Problem('invalid_request', { detail: 'The parameter grant_type is missing.' });
      if (body.grant_type !== 'client_credentials') throw new UnsupportedGrantType();
      const token = await authentication.issueToken(credentials, body.scope || undefined);
      return {
        status: 200,
        headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
        body: {
          access_token: token.accessToken,
          token_type: 'Bearer',
          expires_in: token.expiresIn,
          scope: token.scopes.join(' '),
        },
      };
    },

    // RFC 8414 §2.
    async getServerMetadata() {
      const issuer = publicUrl();
      return {
        status: 200,
        body: {
          issuer,
          token_endpoint: `${issuer}/oauth/token`,
          jwks_uri: `${issuer}/.well-known/jwks.json`,
          grant_types_supported: ['client_credentials'],
          token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
          scopes_supported: [...scopes],
        },
      };
    },

    async getJwks() {
      const keys = await store.signingKeys();
      return {
        status: 200,
        body: { keys: keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: 'ES256', use: 'sig' })) },
      };
    },
  };
}

class UnsupportedGrantType extends Error {
  readonly code = 'unsupported_grant_type';
}

function completeCredentials({ clientId, clientSecret }: Partial<Record<keyof ClientCredentials, string | undefined>>) {
  if (clientId === undefined || clientSecret === undefined) throw new DomainError('invalid_client');
  return { clientId, clientSecret };
}
