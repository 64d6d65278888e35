import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { ClientCredentials } from 'simple-oauth2';
import { afterAll, describe, expect, test } from 'vitest';
import { startService } from '../support/service.ts';
import { postForm } from './operations.ts';

const service = await startService({
  firstKey: { clientId: 'first_key', clientSecret: `a:b+c%d &=/${'0'.repeat(32)}` },
});
afterAll(service.stop);
const { clientId, clientSecret } = service.firstKey;
const issuer = new URL(`http://localhost:${new URL(service.url).port}`);
const apiKeys = new URL('/api-keys', issuer);
const scope = 'read:api-key introspect:token';
const wrongSecret = 'b'.repeat(40);

/** What a library makes of the token endpoint. */
const token = {
  access_token: expect.any(String),
  token_type: expect.stringMatching(/^bearer$/i),
  expires_in: 600,
  scope,
};
const active = { active: true, client_id: clientId, scope, iss: issuer.origin };
const asChallenged = { status: 401, cause: [{ scheme: 'basic', parameters: { realm: 'latchkey' } }] };

/** Whether the service says that a token lives. */
async function isActive(accessToken: string): Promise<boolean> {
  const form = { token: accessToken, client_id: clientId, client_secret: clientSecret };
  return JSON.parse((await postForm(service, '/oauth/introspect', form)).text).active;
}

describe.each([
  ['client_secret_basic', openid.ClientSecretBasic],
  ['client_secret_post', openid.ClientSecretPost],
])('openid-client by %s', (_, authentication) => {
  const configure = (secret: string) =>
    openid.discovery(issuer, clientId, undefined, authentication(secret), {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
    });

  test('discovers the service, gets a token, uses it, asks about it and revokes it', async () => {
    const config = await configure(clientSecret);
    expect(config.serverMetadata().issuer).toBe(issuer.origin);
    const got = await openid.clientCredentialsGrant(config, { scope });
    expect(got).toMatchObject(token);
    const page = await openid.fetchProtectedResource(config, got.access_token, apiKeys, 'GET');
    expect(page.status).toBe(200);
    expect(await openid.tokenIntrospection(config, got.access_token)).toMatchObject(active);
    await openid.tokenRevocation(config, got.access_token);
    expect(await openid.tokenIntrospection(config, got.access_token)).toEqual({ active: false });
    await expect(openid.fetchProtectedResource(config, got.access_token, apiKeys, 'GET')).rejects.toThrow(
      openid.WWWAuthenticateChallengeError,
    );
  });

  test('tells a wrong secret from an unknown scope, by errors of its own', async () => {
    const refused = openid.clientCredentialsGrant(await configure(wrongSecret));
    await expect(refused).rejects.toThrow(openid.WWWAuthenticateChallengeError);
    await expect(refused).rejects.toMatchObject(asChallenged);
    const unknown = openid.clientCredentialsGrant(await configure(clientSecret), { scope: 'nobody:has-this' });
    await expect(unknown).rejects.toThrow(openid.ResponseBodyError);
    await expect(unknown).rejects.toMatchObject({ status: 400, error: 'invalid_scope' });
  });
});

describe.each([
  ['client_secret_basic', oauth.ClientSecretBasic],
  ['client_secret_post', oauth.ClientSecretPost],
])('oauth4webapi by %s', (_, authentication) => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const client = { client_id: clientId };
  const discover = async () =>
    await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
    );
  const ask = async (server: oauth.AuthorizationServer, secret: string, parameters: Record<string, string>) => {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      authentication(secret),
      parameters,
      insecure,
    );
    return await oauth.processClientCredentialsResponse(server, client, response);
  };

  test('discovers the service, gets a token, uses it, asks about it and revokes it', async () => {
    const server = await discover();
    const got = await ask(server, clientSecret, { scope });
    expect(got).toMatchObject(token);
    const page = await oauth.protectedResourceRequest(got.access_token, 'GET', apiKeys, undefined, undefined, insecure);
    expect(page.status).toBe(200);
    const introspect = async () => {
      const credentials = authentication(clientSecret);
      const response = await oauth.introspectionRequest(server, client, credentials, got.access_token, insecure);
      return await oauth.processIntrospectionResponse(server, client, response);
    };
    expect(await introspect()).toMatchObject(active);
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, authentication(clientSecret), got.access_token, insecure),
    );
    expect(await introspect()).toEqual({ active: false });
  });

  test('tells a wrong secret from an unknown scope, by errors of its own', async () => {
    const server = await discover();
    const refused = ask(server, wrongSecret, {});
    await expect(refused).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
    await expect(refused).rejects.toMatchObject(asChallenged);
    const unknown = ask(server, clientSecret, { scope: 'nobody:has-this' });
    await expect(unknown).rejects.toThrow(oauth.ResponseBodyError);
    await expect(unknown).rejects.toMatchObject({ status: 400, error: 'invalid_scope' });
  });

  test('lets a resource server check the token by itself (RFC 9068)', async () => {
    const server = await discover();
    const { access_token } = await ask(server, clientSecret, { scope });
    const request = new Request('http://localhost/orders', { headers: { Authorization: `Bearer ${access_token}` } });
    const claims = await oauth.validateJwtAccessToken(server, request, issuer.origin, insecure);
    expect(claims).toMatchObject({ client_id: clientId, sub: clientId, scope });
  });
});

describe.each(['header', 'body'] as const)('simple-oauth2 with credentials in the %s', (authorizationMethod) => {
  const clientWith = (secret: string) =>
    new ClientCredentials({
      client: { id: clientId, secret },
      auth: { tokenHost: issuer.origin },
      options: { authorizationMethod },
      // By default it takes nothing but JSON, and so no answer of RFC 7009 §2.2, which is empty.
      http: { json: true },
    });

  test('gets a token, uses it and revokes it', async () => {
    const got = await clientWith(clientSecret).getToken({ scope });
    expect(got.token).toMatchObject(token);
    expect(got.expired()).toBe(false);
    const page = await fetch(apiKeys, { headers: { Authorization: `Bearer ${got.token.access_token}` } });
    expect(page.status).toBe(200);
    expect(await isActive(got.token.access_token)).toBe(true);
    await got.revoke('access_token');
    expect(await isActive(got.token.access_token)).toBe(false);
  });

  test('sees a wrong secret and an unknown scope as errors of its own', async () => {
    await expect(clientWith(wrongSecret).getToken({})).rejects.toMatchObject({
      isBoom: true,
      output: { statusCode: 401 },
      data: { payload: { error: 'invalid_client' } },
    });
    await expect(clientWith(clientSecret).getToken({ scope: 'nobody:has-this' })).rejects.toMatchObject({
      isBoom: true,
      output: { statusCode: 400 },
      data: { payload: { error: 'invalid_scope' } },
    });
  });
});
