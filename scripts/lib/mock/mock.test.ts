import { request } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { library } from './testing/library.ts';
import { startMock } from './testing/running.ts';

const latchkey = 'spec/openapi.yaml';
const ours = await startMock(latchkey);
const theirs = await startMock(library);

afterAll(async () => {
  for (const mock of [ours, theirs]) await mock[Symbol.asyncDispose]();
});

const withToken = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('Prefer', () => {
  test('chooses the status, the example, and values made from the schema', async () => {
    const mock = ours;
    const prefer = (value: string) => mock.call('GET', '/api-keys', undefined, { Prefer: value });
    expect(await prefer('code=401, example=missingToken')).toMatchObject({
      status: 401,
      body: { code: 'missing_token' },
    });
    expect(await prefer('code=500')).toMatchObject({ status: 500, body: { code: 'internal_error' } });
    expect(await mock.call('GET', '/api-keys?__code=503')).toMatchObject({ status: 503 });
    const made = await prefer('dynamic=true');
    expect(made.status).toBe(200);
    expect(made.body.meta).not.toEqual({ total: 1, limit: 10, offset: 0 });
  });

  test.each([
    ['code=999', 'Prefer: code needs'],
    ['code=abc', 'Prefer: code needs'],
    ['dynamic=yes', 'Prefer: dynamic needs true or false'],
    ['code=418', '401 (invalidToken, missingToken)'],
    ['code=401, example=nope', '401 (invalidToken, missingToken)'],
  ])('that makes no sense is a 400 that says what does: %s', async (prefer, words) => {
    const mock = ours;
    const answer = await mock.call('GET', '/api-keys', undefined, { Prefer: prefer });
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(words) } });
  });

  test('of another standard is ignored', async () => {
    const mock = ours;
    expect((await mock.call('GET', '/api-keys', undefined, { Prefer: 'return=minimal' })).status).toBe(200);
  });
});

describe('credentials', () => {
  test.each([
    ['', 401, 'missing_token'],
    ['mock.', 403, 'insufficient_scope'],
    ['mock.create:api-key,delete:api-key', 403, 'insufficient_scope'],
    ['mock.read:api-key', 200, undefined],
    ['anything else', 200, undefined],
  ])('of the token "%s": %i', async (token, status, code) => {
    const mock = ours;
    const answer = await mock.call('GET', '/api-keys', undefined, withToken(token));
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(code);
    expect(answer.headers.has('WWW-Authenticate')).toBe(status > 400);
  });

  test.each([
    ['/either', { Authorization: '' }, 401],
    ['/either', { 'X-Key': 'k' }, 200],
    ['/either', { Authorization: `Basic ${btoa('a:b')}` }, 200],
    ['/either', { Authorization: 'Basic nonsense' }, 401],
    ['/both?key=k', {}, 401],
    ['/both', { Cookie: 'session=1' }, 401],
    ['/both?key=k', { Cookie: 'a=b; session=1' }, 200],
    ['/openid', { Authorization: '' }, 401],
    ['/openid', withToken('mock.read'), 403],
    ['/openid', withToken('mock.read,write'), 200],
    ['/maybe', { Authorization: '' }, 200],
  ])('of every kind, one for another or together: %s %o is %i', async (path, headers, status) => {
    const mock = theirs;
    expect((await mock.call('GET', path, undefined, headers as Record<string, string>)).status).toBe(status);
  });
});

describe('what no operation answers', () => {
  test.each([
    ['PUT', '/api-keys', undefined, 405],
    ['GET', '/api-key', undefined, 404],
    ['GET', '/api-keys/', undefined, 404],
    ['GET', '/api-keys/%zz', undefined, 400],
    ['GET', '/api-keys?colour=red', undefined, 400],
    ['GET', '/api-keys?__proto__=1', undefined, 400],
    ['POST', '/api-keys', '{"name":', 400],
    ['POST', '/api-keys', '', 400],
    ['POST', '/api-keys', { name: '' }, 400],
    ['POST', '/api-keys', { name: 'x'.repeat(1024 * 1024) }, 413],
  ])('%s %s is refused', async (method, path, body, status) => {
    const mock = ours;
    expect((await mock.call(method, path, body)).status).toBe(status);
  });

  test('a body without a limit is refused before it ends', async () => {
    const mock = ours;
    const status = await new Promise((resolve, reject) => {
      const headers = { ...withToken('any'), 'Content-Type': 'application/json' };
      const sent = request(`${mock.url}/api-keys`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.once('error', reject);
      sent.write('x'.repeat(2 * 1024 * 1024));
    });
    expect(status).toBe(413);
  });

  test('a body where none is declared is not looked at', async () => {
    const mock = ours;
    const answer = await mock.call('DELETE', '/api-keys/any', '{"bro');
    expect(answer.status).toBe(204);
  });

  test('what Prism can not check is answered with a warning', async () => {
    await using mock = await startMock('node_modules/@readme/oas-examples/3.0/json/parameters-style.json');
    const answer = await mock.call('GET', '/anything/headers/simple');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Mock-Warning')).toContain("Prism can't check this request");
  });

  test('405 says what the path takes, 404 what was meant', async () => {
    const mock = ours;
    expect((await mock.call('PUT', '/api-keys')).headers.get('Allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect((await mock.call('GET', '/api-key')).body.detail).toContain('Did you mean /api-keys?');
  });

  test('a media type that is not declared is a 415', async () => {
    const mock = ours;
    const answer = await mock.call('POST', '/api-keys', '<key/>', { 'Content-Type': 'application/xml' });
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  test('a status that the contract does not declare is a problem that says so', async () => {
    const mock = theirs;
    const answer = await mock.call('GET', '/openid', undefined, withToken('mock.'));
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.body.detail).toContain('The contract declares no 403 for GET /openid');
  });
});

test('browsers of every origin may call', async () => {
  const mock = ours;
  const Origin = 'http://localhost:3000';
  const preflight = await mock.call('OPTIONS', '/api-keys', undefined, {
    Origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization, x-trace',
  });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': Origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, x-trace',
  });
  const answer = await mock.call('GET', '/api-keys', undefined, { Origin });
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(Origin);
  expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('X-Request-Id');
});

test('HEAD is GET without a body, OPTIONS tells the methods', async () => {
  const mock = ours;
  const [get, head] = [await mock.call('GET', '/api-keys'), await mock.call('HEAD', '/api-keys')];
  expect(head).toMatchObject({ status: 200, body: '' });
  expect(head.headers.get('Content-Length')).toBe(get.headers.get('Content-Length'));
  const options = await mock.call('OPTIONS', '/api-keys');
  expect([options.status, options.headers.get('Allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
});

test('the base path of servers may be there or not', async () => {
  const mock = theirs;
  for (const path of ['/authors', '/v2/authors']) expect((await mock.call('GET', path)).status).toBe(200);
  expect((await mock.call('GET', '/v3/authors')).status).toBe(404);
});

test('an example that does not fit its schema is served with a warning, and told once', async () => {
  const lines: string[] = [];
  await using mock = await startMock(library, { log: (line) => lines.push(line) });
  for (let time = 0; time < 2; time++) {
    const answer = await mock.call('GET', '/broken');
    expect(answer.body).toEqual({ n: 'one' });
    expect(answer.headers.get('Mock-Warning')).toContain('/n must be integer');
  }
  expect(lines.filter((line) => line.startsWith('!'))).toHaveLength(1);
});

test('another document is served in place; one that can not be served leaves the old one', async () => {
  await using mock = await startMock(library);
  const changed = structuredClone(library);
  changed.paths = { '/new': changed.paths?.['/maybe'] ?? {} };
  await mock.mock.swap(changed);
  expect([(await mock.call('GET', '/new')).status, (await mock.call('GET', '/maybe')).status]).toEqual([200, 404]);
  await expect(mock.mock.swap({ ...changed, openapi: '2.0' })).rejects.toThrow('2.0');
  expect((await mock.call('GET', '/new')).status).toBe(200);
});

describe('failures', () => {
  test('come at their rate, as they are declared, and the same again for the same seed', async () => {
    const run = async () => {
      await using mock = await startMock(latchkey, { failRate: 0.5, seed: 3 });
      return await Promise.all(Array.from({ length: 20 }, async () => (await mock.call('GET', '/api-keys')).status));
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 429, 500, 503]));
    expect((await run()).sort()).toEqual(first.sort());
  });

  test('are a 503 where none is declared, and spare what was asked for', async () => {
    await using mock = await startMock(library, { failRate: 1 });
    const answer = await mock.call('GET', '/maybe');
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1']);
    expect((await mock.call('GET', '/maybe', undefined, { Prefer: 'code=200' })).status).toBe(200);
  });

  test('latency holds an answer back', async () => {
    await using mock = await startMock(library, { latency: { from: 60, to: 80 } });
    const started = performance.now();
    await mock.call('GET', '/maybe');
    expect(performance.now() - started).toBeGreaterThanOrEqual(58);
  });
});

describe('the token endpoint', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: '' };
  const client = 'client_id=someone&client_secret=secret';

  test('gives tokens that hold what was asked for, or everything', async () => {
    const mock = ours;
    const all = await mock.call('POST', '/oauth/token', `grant_type=client_credentials&${client}`, form);
    expect(all.body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    expect((await mock.call('GET', '/api-keys', undefined, withToken(all.body.access_token))).status).toBe(200);
    const Authorization = `Basic ${btoa('someone:secret')}`;
    const body = { grant_type: 'client_credentials', scope: 'create:api-key' };
    const one = await mock.call('POST', '/oauth/token', body, { Authorization });
    expect(one.body).toMatchObject({ access_token: 'mock.create:api-key', scope: 'create:api-key' });
    expect((await mock.call('GET', '/api-keys', undefined, withToken(one.body.access_token))).status).toBe(403);
  });

  test.each([
    [client, 400, 'invalid_request'],
    [`grant_type=password&${client}`, 400, 'unsupported_grant_type'],
    [`grant_type=client_credentials&scope=fly&${client}`, 400, 'invalid_scope'],
    ['grant_type=client_credentials', 401, 'invalid_client'],
  ])('refuses as RFC 6749 has it: %s', async (body, status, error) => {
    const mock = ours;
    expect(await mock.call('POST', '/oauth/token', body, form)).toMatchObject({ status, body: { error } });
  });

  test('knows the keys of a stateful mock: their scopes, their secrets, and that they are gone', async () => {
    await using mock = await startMock(latchkey, { stateful: true });
    const { clientId, clientSecret } = (
      await mock.call('POST', '/api-keys', { name: 'a', scopes: ['read:api-key', 'x'] })
    ).body;
    const token = (secret: string) =>
      mock.call(
        'POST',
        '/oauth/token',
        `grant_type=client_credentials&client_id=${clientId}&client_secret=${secret}`,
        form,
      );
    expect((await token(clientSecret)).body.scope).toBe('read:api-key x');
    expect((await token('wrong')).status).toBe(401);
    await mock.call('DELETE', `/api-keys/${clientId}`);
    expect((await token(clientSecret)).body.error).toBe('invalid_client');
  });
});
