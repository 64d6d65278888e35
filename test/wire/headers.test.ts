import { afterAll, expect, test } from 'vitest';
import { startService } from '../support/service.ts';
import { exchange, expectJson, plainError, requestText } from './support.ts';

const service = await startService({ corsOrigins: ['https://app.example', 'https://admin.example'] });
afterAll(service.stop);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const live = `${service.url}/health/live`;

test.each(['b0658b67-8ea3-46de-a3b8-18c3f5347def', 'x', "!#$%&'*+-.^_`|~09azAZ", 'y'.repeat(128)])(
  'a plain token is taken over as the request id: %s',
  async (id) => {
    expect((await fetch(live, { headers: { 'X-Request-Id': id } })).headers.get('X-Request-Id')).toBe(id);
  },
);

test.each([
  ['129 characters', 'y'.repeat(129)],
  ['a space', 'a b'],
  ['a comma', 'a,b'],
  ['a quote', 'a"b'],
  ['markup', '<script>'],
  ['non-ASCII text', 'ä'],
  ['nothing', ''],
])('%s as a request id is replaced by a UUID', async (_, id) => {
  expect((await fetch(live, { headers: { 'X-Request-Id': id } })).headers.get('X-Request-Id')).toMatch(uuid);
});

test('two request ids are replaced by a UUID', async () => {
  const lines = ['GET /health/live HTTP/1.1', 'Host: x', 'X-Request-Id: a', 'X-Request-Id: b', 'Connection: close'];
  expect((await exchange(service, requestText(lines))).headers.get('X-Request-Id')).toMatch(uuid);
});

test('a conditional request is not answered with a status that nobody declared', async () => {
  const lines = ['GET /health/live HTTP/1.1', 'Host: x', 'If-None-Match: *', 'Connection: close'];
  expect((await exchange(service, requestText(lines))).status).toBe(200);
});

test('each response has a request id of its own', async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await fetch(live)).headers.get('X-Request-Id')));
  expect(new Set(ids).size).toBe(3);
});

test.each([
  ['GET', '/health/live'],
  ['GET', '/openapi.json'],
  ['GET', '/nowhere'],
  ['GET', '/api-keys'],
  ['GET', '/api-keys/%ZZ'],
  ['PUT', '/api-keys'],
  ['POST', '/oauth/token'],
  ['GET', '/<script>alert(1)</script>'],
])('%s %s is JSON with security headers, and says nothing of what serves it', async (method, path) => {
  const { headers } = await fetch(service.url + path, { method, headers: { Accept: 'text/html' } });
  expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('X-Frame-Options')).toBe('DENY');
  expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(headers.get('Content-Security-Policy')).toBe("default-src 'none';frame-ancestors 'none'");
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.has('X-Powered-By')).toBe(false);
  expect(headers.has('Server')).toBe(false);
  expect(headers.has('ETag')).toBe(false);
});

test('a browser on a listed origin may call, and read what it needs', async () => {
  const response = await fetch(`${service.url}/api-keys`, { headers: { Origin: 'https://admin.example' } });
  const { headers } = response;
  await expectJson(response, 401, plainError('missing_token'));
  expect(headers.get('Access-Control-Allow-Origin')).toBe('https://admin.example');
  expect(headers.get('Vary')).toContain('Origin');
  const exposed = headers.get('Access-Control-Expose-Headers')?.split(',');
  expect(exposed).toEqual([
    'X-Request-Id',
    'Location',
    'ETag',
    'Retry-After',
    'RateLimit',
    'RateLimit-Policy',
    'WWW-Authenticate',
    'Allow',
  ]);
  expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
});

const preflight = (path: string, origin: string) =>
  fetch(service.url + path, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'DELETE',
      'Access-Control-Request-Headers': 'authorization,x-request-id',
    },
  });

test('a preflight is answered with what may be sent', async () => {
  const { status, headers } = await preflight('/api-keys/none', 'https://app.example');
  expect(status).toBe(204);
  expect(headers.get('Access-Control-Allow-Origin')).toBe('https://app.example');
  expect(headers.get('Access-Control-Allow-Methods')).toContain('DELETE');
  expect(headers.get('Access-Control-Allow-Headers')).toBe('authorization,x-request-id');
  expect(headers.get('Allow')).toContain('DELETE');
});

test.each(['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null'])(
  'the origin %s may not call',
  async (origin) => {
    expect((await preflight('/api-keys', origin)).headers.has('Access-Control-Allow-Origin')).toBe(false);
  },
);

test('without CORS_ORIGINS no origin may call', async () => {
  await using closed = await startService();
  const { headers } = await fetch(`${closed.url}/health/live`, { headers: { Origin: 'https://app.example' } });
  expect(headers.has('Access-Control-Allow-Origin')).toBe(false);
});
