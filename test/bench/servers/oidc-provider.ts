/** oidc-provider with client-credentials tokens: JWTs (RFC 9068), or opaque ones that it keeps, introspects and revokes. */
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';
import { serve, settings } from '../lib/child.ts';

export interface OidcSettings {
  /** Opaque, or the algorithm of JWTs, which it neither introspects nor revokes. */
  readonly format: 'ES256' | 'RS256' | 'opaque';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

const { format, clientId, clientSecret, scopes } = settings<OidcSettings>();
const scope = scopes.join(' ');
const resource = 'http://localhost:8080';
const privateKeys = [
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
];

/** What is kept of tokens, in memory. Its own adapter forgets all but the last thousand. */
class Memory {
  readonly #kept = new Map<string, object>();

  async upsert(id: string, payload: object) {
    this.#kept.set(id, payload);
  }

  async find(id: string) {
    return this.#kept.get(id);
  }

  async destroy(id: string) {
    this.#kept.delete(id);
  }
}

const provider = new Provider(resource, {
  adapter: Memory,
  scopes: [...scopes],
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      scope,
    },
  ],
  jwks: { keys: privateKeys.map((key) => ({ ...key.export({ format: 'jwk' }), use: 'sig' })) },
  ttl: { ClientCredentials: 600 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      getResourceServerInfo: () => ({
        scope,
        audience: resource,
        accessTokenTTL: 600,
        ...(format === 'opaque'
          ? { accessTokenFormat: 'opaque' }
          : { accessTokenFormat: 'jwt', jwt: { sign: { alg: format } } }),
      }),
    },
  },
});
serve(provider.callback());
