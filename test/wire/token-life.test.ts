import { afterAll, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { type CreatedKey, callerOf, expectJson, oauthError, plainError, read } from './support.ts';

let now = Date.now();
/** The organization that each question to the store named. */
const organizations: string[] = [];
const note = (organizationId: string) => organizations.push(organizationId);
const service = await startService({
  clock: () => now,
  accessTokenLifetime: 60,
  wrapStore: ({ findCaller, findKeyWithSecrets, listKeys, deleteKey, ...store }) => ({
    ...store,
    async findCaller(...parameters) {
      note(parameters[0]);
      return await findCaller(...parameters);
    },
    async findKeyWithSecrets(...parameters) {
      note(parameters[0]);
      return await findKeyWithSecrets(...parameters);
    },
    async listKeys(...parameters) {
      note(parameters[0]);
      return await listKeys(...parameters);
    },
    async deleteKey(...parameters) {
      note(parameters[0]);
      return await deleteKey(...parameters);
    },
  }),
});
afterAll(service.stop);

const first = async () => callerOf(service, await fetchToken(service, service.firstKey));
const create = async (values: object = {}) =>
  await read<CreatedKey>(
    await (await first())('POST', '/api-keys', { body: JSON.stringify({ name: 'x', ...values }) }),
  );

test('a token lives for its time and not a second longer, though it was seen before', async () => {
  const call = await first();
  now += 59_000;
  expect((await call('GET', '/api-keys')).status).toBe(200);
  now += 1_000;
  const response = await call('GET', '/api-keys');
  await expectJson(response, 401, { code: 'invalid_token', message: 'The access token expired.' });
  await expectJson(await call('GET', '/api-keys'), 401, {
    code: 'invalid_token',
    message: 'The access token expired.',
  });
});

test('the token of an expired key is refused', async () => {
  const key = await create({ expiresAt: new Date(now + 30_000).toISOString() });
  const call = callerOf(service, await fetchToken(service, key));
  expect((await call('GET', '/api-keys')).status).toBe(200);
  now += 30_000;
  await expectJson(await call('GET', '/api-keys'), 401, plainError('invalid_token'));
});

test('a key is created, read, listed and deleted once; then its secret and token are refused', async () => {
  const call = await first();
  const { clientSecret, secretId, ...key } = await create({ scopes: ['read:api-key'] });
  const worker = callerOf(service, await fetchToken(service, { ...key, clientSecret }));

  const shown = await (await worker('GET', `/api-keys/${key.clientId}`)).json();
  expect(shown).toEqual({
    ...key,
    secrets: [{ secretId, createdAt: key.createdAt, expiresAt: null, lastUsedAt: null }],
  });
  const { apiKeys } = await read<{ apiKeys: object[] }>(await worker('GET', '/api-keys?limit=100'));
  expect(apiKeys).toContainEqual(key);
  expect(JSON.stringify([shown, apiKeys])).not.toContain(clientSecret);

  const gone = await call('DELETE', `/api-keys/${key.clientId}`);
  expect({ status: gone.status, body: await gone.text() }).toEqual({ status: 204, body: '' });
  expect(gone.headers.get('X-Request-Id')).not.toBe(null);
  await expectJson(await worker('GET', '/api-keys'), 401, plainError('invalid_token'));
  await expectJson(await call('DELETE', `/api-keys/${key.clientId}`), 404, plainError('not_found'));
  await expectJson(await call('GET', `/api-keys/${key.clientId}`), 404, plainError('not_found'));
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: key.clientId,
    client_secret: clientSecret,
  });
  await expectJson(
    await fetch(`${service.url}/oauth/token`, { method: 'POST', body }),
    401,
    oauthError('invalid_client'),
  );
});

test('of two deletions at once one finds the key', async () => {
  const call = await first();
  const { clientId } = await create();
  const answers = await Promise.all([1, 2].map(() => call('DELETE', `/api-keys/${clientId}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
});

test('a 201 says where the key is', async () => {
  const call = await first();
  const response = await call('POST', '/api-keys', { body: '{"name":"x"}' });
  const { clientId } = await read<CreatedKey>(response);
  expect(response.headers.get('Location')).toBe(`/api-keys/${clientId}`);
});

test('a caller grants only what its token holds, unless that is grant:scope', async () => {
  const token = await fetchToken(service, service.firstKey, 'create:api-key read:api-key');
  const post = (scopes?: string[]) =>
    callerOf(service, token)('POST', '/api-keys', { body: JSON.stringify({ name: 'x', scopes }) });
  await expectJson(await post(['delete:api-key']), 403, plainError('scope_escalation'));
  expect((await post(['read:api-key'])).status).toBe(201);
  expect((await read<CreatedKey>(await post())).scopes).toEqual(['create:api-key', 'read:api-key']);
  expect((await create({ scopes: ['orders:write'] })).scopes).toEqual(['orders:write']);
  expect((await create()).scopes).not.toContain('grant:scope');
});

test('every question to the store names the organization of the token', async () => {
  const call = await first();
  await call('GET', '/api-keys');
  const [organizationId] = organizations.splice(0);
  expect(organizationId).toMatch(/^org_/);
  await call('GET', '/api-keys');
  await call('GET', '/api-keys/key_of_another');
  await call('DELETE', '/api-keys/key_of_another');
  expect(organizations).toEqual(Array(6).fill(organizationId));
});
