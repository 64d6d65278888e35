import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { scopes } from '../../generated/operations.ts';
import type { components } from '../../generated/types.ts';
import { StoreUnavailable } from '../../server/domain/store.ts';
import { fetchToken, startService } from '../support/service.ts';
import { expectJson, plainError, read } from './support.ts';

let isReachable = true;
const service = await startService({
  wrapStore: (store) => ({
    ...store,
    async ping() {
      if (!isReachable) throw new StoreUnavailable(new Error('down'));
    },
  }),
});
afterAll(service.stop);
type ServerMetadata = components['schemas']['ServerMetadata'];

const get = (path: string) => fetch(service.url + path);
const issuer = `http://localhost:${new URL(service.url).port}`;

test('the metadata is what RFC 8414 asks for', async () => {
  const authMethods = ['client_secret_basic', 'client_secret_post'];
  await expectJson(await get('/.well-known/oauth-authorization-server'), 200, {
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
  });
});

test('a token verifies with the published keys and the published issuer', async () => {
  const metadata = await read<ServerMetadata>(await get('/.well-known/oauth-authorization-server'));
  const token = await fetchToken(service, service.firstKey);
  const keys = createRemoteJWKSet(new URL(new URL(metadata.jwks_uri).pathname, service.url));
  const { payload } = await jwtVerify(token, keys, { issuer: metadata.issuer, audience: issuer, typ: 'at+jwt' });
  expect(payload.iss).toBe(metadata.issuer);
});

test('the key set holds public keys only', async () => {
  const text = expect.stringMatching(/^[\w-]{43}$/);
  const key = { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: text, x: text, y: text };
  await expectJson(await get('/.well-known/jwks.json'), 200, { keys: [key] });
});

test('PUBLIC_URL is the issuer, wherever the service listens', async () => {
  await using named = await startService({ publicUrl: 'https://keys.example' });
  const metadata = await (await fetch(`${named.url}/.well-known/oauth-authorization-server`)).json();
  expect(metadata).toMatchObject({
    issuer: 'https://keys.example',
    token_endpoint: 'https://keys.example/oauth/token',
  });
  const token = await fetchToken(named, named.firstKey);
  const call = await fetch(`${named.url}/api-keys`, { headers: { Authorization: `Bearer ${token}` } });
  expect(call.status).toBe(200);
  expect(await (await fetch(`${named.url}/openapi.json`)).json()).toMatchObject({
    servers: [{ url: 'https://keys.example' }],
    components: {
      securitySchemes: { oauth2: { flows: { clientCredentials: { tokenUrl: 'https://keys.example/oauth/token' } } } },
    },
  });
});

test('a Host header does not change the issuer', async () => {
  const response = await fetch(`${service.url}/.well-known/oauth-authorization-server`, {
    headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
  });
  expect(await response.json()).toHaveProperty('issuer', issuer);
});

test('a service whose store is gone is alive but not ready', async () => {
  await expectJson(await get('/health/ready'), 200, { status: 'ok' });
  isReachable = false;
  await expectJson(await get('/health/live'), 200, { status: 'ok' });
  const response = await get('/health/ready');
  isReachable = true;
  await expectJson(response, 503, plainError('unavailable'));
  expect(response.headers.get('Retry-After')).toBe('1');
});
