import { beforeEach, describe, expect, test } from 'vitest';
import { type RunningMock, startMock } from './testing/running.ts';

/** What a mock knows from RFCs rather than from a schema, seen on a contract that declares it. */
const contract = 'spec/openapi.yaml';

let mock: RunningMock;
beforeEach(async () => {
  mock = await startMock(contract, { stateful: true });
  return () => mock[Symbol.asyncDispose]();
});

const form = { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: '' };
const secretIds = (key: { secrets: { secretId: string }[] }) => key.secrets.map(({ secretId }) => secretId);

async function makeKey(): Promise<Record<'clientId' | 'clientSecret' | 'secretId', string>> {
  return (await mock.call('POST', '/api-keys', { name: 'Worker' })).body;
}

async function tokenStatus(clientId: string, clientSecret: string): Promise<number> {
  const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  return (await mock.call('POST', '/oauth/token', String(new URLSearchParams(fields)), form)).status;
}

describe('what lies in a thing and has no GET of its own', () => {
  test('is shown there, made, deleted, and then is gone', async () => {
    const { clientId, secretId } = await makeKey();
    const key = `/api-keys/${clientId}`;
    expect(secretIds((await mock.call('GET', key)).body)).toEqual([secretId]);
    const made = await mock.call('POST', `${key}/secrets`, { previousExpiresIn: 60 });
    expect(made).toMatchObject({ status: 201, body: { clientId, expiresAt: null } });
    expect(made.headers.get('Location')).toBe(`${key}/secrets/${made.body.secretId}`);
    const { body: shown } = await mock.call('GET', key);
    expect(secretIds(shown)).toEqual([secretId, made.body.secretId]);
    expect(JSON.stringify(shown)).not.toMatch(/clientSecret|previousExpiresIn/);

    for (const status of [204, 404]) {
      expect((await mock.call('DELETE', `${key}/secrets/${secretId}`)).status).toBe(status);
    }
    expect(secretIds((await mock.call('GET', key)).body)).toEqual([made.body.secretId]);
    expect((await mock.call('POST', '/api-keys/nobody/secrets', {})).status).toBe(404);
  });

  test('is what a client is known by, until it is deleted', async () => {
    const { clientId, clientSecret, secretId } = await makeKey();
    const { clientSecret: second } = (await mock.call('POST', `/api-keys/${clientId}/secrets`, {})).body;
    expect(second).not.toBe(clientSecret);
    expect(await Promise.all([clientSecret, second, 'x'].map((one) => tokenStatus(clientId, one)))).toEqual([
      200, 200, 401,
    ]);
    await mock.call('DELETE', `/api-keys/${clientId}/secrets/${secretId}`);
    expect(await Promise.all([clientSecret, second].map((one) => tokenStatus(clientId, one)))).toEqual([401, 200]);
  });
});

test('If-Match holds a change to the state that was read', async () => {
  const { clientId } = await makeKey();
  const key = `/api-keys/${clientId}`;
  const first = String((await mock.call('GET', key)).headers.get('ETag'));
  const change = async (tag: string) =>
    (await mock.call('PATCH', key, { name: 'Another' }, { 'If-Match': tag })).status;
  expect(await change(`"0", ${first}`)).toBe(200);
  expect((await mock.call('GET', key)).headers.get('ETag')).not.toBe(first);
  expect([await change(first), await change(`W/${first}`), await change('*')]).toEqual([412, 412, 200]);
});

test('a call with the same Idempotency-Key gets the same answer, and with another body none', async () => {
  const make = async (name: string, key = 'one', token = 'any') =>
    await mock.call('POST', '/api-keys', { name }, { 'Idempotency-Key': key, Authorization: `Bearer ${token}` });
  const first = await make('Worker');
  expect((await make('Worker')).body).toEqual(first.body);
  expect(await make('Another')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  for (const other of [await make('Worker', 'two'), await make('Worker', 'one', 'mock.create:api-key')]) {
    expect(other.body.clientId).not.toBe(first.body.clientId);
  }
  expect((await mock.call('GET', '/api-keys')).body.meta.total).toBe(4);
});

test('a list leads on by a cursor that fits what is declared of cursors', async () => {
  for (let count = 0; count < 4; count++) await makeKey();
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { status, body } = await mock.call('GET', `/api-keys?limit=2${after && `&after=${after}`}`);
    expect(status).toBe(200);
    seen.push(...body.apiKeys.map(({ clientId }: { clientId: string }) => clientId));
    after = body.meta.next;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test.each([
  ['/api-keys?after=', undefined],
  ['/api-keys?limit=', undefined],
  ['/api-keys/key_0PwTq3x9Zk2mB7sVhN4dLy/secrets', 'null'],
])('what Prism takes for nothing is refused: %s %s', async (path, body) => {
  expect((await mock.call(body ? 'POST' : 'GET', path, body)).status).toBe(400);
});

test('a JWT that has ended is refused as such', async () => {
  const tokenUntil = (seconds: number) => `x.${Buffer.from(JSON.stringify({ exp: seconds })).toString('base64url')}.x`;
  const call = async (token: string) => {
    const { status, headers } = await mock.call('GET', '/api-keys', undefined, { Authorization: `Bearer ${token}` });
    return [status, headers.get('WWW-Authenticate')];
  };
  expect(await call(tokenUntil(1))).toEqual([401, 'Bearer realm="mock", error="invalid_token"']);
  expect(await call(tokenUntil(4_102_444_800))).toEqual([200, null]);
});

test('introspection tells the scopes of the mock’s own tokens, and nothing of others', async () => {
  const ask = async (fields: Record<string, string>) =>
    await mock.call('POST', '/oauth/introspect', String(new URLSearchParams(fields)), form);
  const client = { client_id: 'someone', client_secret: 'anything' };
  const live = await ask({ ...client, token: 'mock.read:api-key,create:api-key' });
  expect(live.body).toMatchObject({ active: true, scope: 'read:api-key create:api-key', token_type: 'Bearer' });
  expect((await ask({ ...client, token: 'any' })).body).toEqual({ active: false });
  expect(await ask({ token: 'any' })).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect((await ask(client)).status).toBe(400);
});

test('an answer that was asked for challenges as its operation and its body say', async () => {
  const ask = async (method: string, path: string, prefer: string, body?: unknown) =>
    (await mock.call(method, path, body, { Prefer: prefer })).headers.get('WWW-Authenticate');
  expect(await ask('GET', '/api-keys', 'code=401, example=missingToken')).toBe('Bearer realm="mock"');
  expect(await ask('GET', '/audit-logs', 'code=403')).toBe(
    'Bearer realm="mock", error="insufficient_scope", scope="read:audit-log"',
  );
  expect(await ask('POST', '/oauth/revoke', 'code=401', { token: 'any' })).toBe('Basic realm="mock"');
});
