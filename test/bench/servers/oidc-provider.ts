/** oidc-provider issuing client-credentials tokens as JWTs (RFC 9068), on its own in-memory adapter. */
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';
import { serve, settings } from '../lib/child.ts';

export interface OidcSettings {
  readonly alg: 'ES256' | 'RS256';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

const { alg, clientId, clientSecret, scopes } = settings<OidcSettings>();
const scope = scopes.join(' ');
const resource = 'http://localhost:8080';
const privateKeys = [
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
];

const provider = new Provider(resource, {
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
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      getResourceServerInfo: () => ({
        scope,
        audience: resource,
        accessTokenFormat: 'jwt',
        accessTokenTTL: 600,
        jwt: { sign: { alg } },
      }),
    },
  },
});
serve(provider.callback());
