import type { Store } from '../domain/store.ts';
import type { LatchkeyHandlers } from './handlers.ts';

type Operations = Pick<LatchkeyHandlers, 'getServerMetadata' | 'getJwks'>;

const authMethods = ['client_secret_basic', 'client_secret_post'];

export interface DiscoveryParts {
  readonly store: Store;
  readonly publicUrl: () => string;
  /** Every scope of the contract. */
  readonly scopes: readonly string[];
}

/** Tag "OAuth", for whoever wants to know this server. */
export function createDiscoveryHandlers({ store, publicUrl, scopes }: DiscoveryParts): Operations {
  return {
    // RFC 8414 §2
    async getServerMetadata() {
      const issuer = publicUrl();
      return {
        status: 200,
        body: {
          issuer,
          token_endpoint: `${issuer}/oauth/token`,
          jwks_uri: `${issuer}/.well-known/jwks.json`,
          grant_types_supported: ['client_credentials'],
          token_endpoint_auth_methods_supported: authMethods,
          introspection_endpoint: `${issuer}/oauth/introspect`,
          introspection_endpoint_auth_methods_supported: authMethods,
          revocation_endpoint: `${issuer}/oauth/revoke`,
          revocation_endpoint_auth_methods_supported: authMethods,
          scopes_supported: [...scopes],
        },
      };
    },

    // From the store, so that whoever verifies learns of a new key at once, whichever replica it asks.
    async getJwks() {
      const keys = await store.signingKeys();
      return {
        status: 200,
        headers: { 'Cache-Control': 'public, max-age=15' },
        body: { keys: keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: 'ES256', use: 'sig' })) },
      };
    },
  };
}
