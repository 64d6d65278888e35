import { afterAll, describe, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { callerOf, exchange, expectJson, expectRawJson, invalidParts, plainError, requestText } from './support.ts';

const service = await startService();
afterAll(service.stop);
const token = await fetchToken(service, service.firstKey);
const call = callerOf(service, token);
const withHeader = (Authorization: string) => fetch(`${service.url}/api-keys`, { headers: { Authorization } });

const missing = 'Bearer realm="latchkey"';
const invalid = 'Bearer realm="latchkey", error="invalid_token"';

test.each([`Bearer ${token}`, `bearer ${token}`, `BEARER ${token}`, `Bearer  ${token}`])(
  'the scheme is read whatever its case, and so are two spaces behind it',
  async (header) => {
    expect((await withHeader(header)).status).toBe(200);
  },
);

test.each([
  ['no header', undefined],
  ['Basic credentials', `Basic ${btoa('a:b')}`],
  ['a scheme that only begins like ours', `Bearerish ${token}`],
  ['a token without a scheme', token],
])('%s is no token: 401 without an error code (RFC 6750 §3.1)', async (_, header) => {
  const response = header === undefined ? await fetch(`${service.url}/api-keys`) : await withHeader(header);
  await expectJson(response, 401, plainError('missing_token'));
  expect(response.headers.get('WWW-Authenticate')).toBe(missing);
});

test.each([
  ['a scheme without a token', 'Bearer'],
  ['a word that is no token', 'bearer x'],
  ['two tokens', `Bearer ${token} ${token}`],
  ['a list', `Bearer ${token}, Basic x`],
  ['a token in quotes', `Bearer "${token}"`],
  ['non-ASCII text', 'Bearer tök¤n'],
  ['8 KB', `Bearer ${'x'.repeat(8192)}`],
  ['8 KB of dots', `Bearer ${'.'.repeat(8192)}`],
])('%s is an invalid token: 401', async (_, header) => {
  const response = await withHeader(header);
  await expectJson(response, 401, plainError('invalid_token'));
  expect(response.headers.get('WWW-Authenticate')).toBe(invalid);
});

test.each([
  ['both good', `Bearer ${token}`, `Bearer ${token}`],
  ['the first one good', `Bearer ${token}`, 'Basic x'],
])('two Authorization headers are a 400: %s', async (_, first, second) => {
  const lines = [
    'GET /api-keys HTTP/1.1',
    'Host: x',
    `Authorization: ${first}`,
    `authorization: ${second}`,
    'Connection: close',
  ];
  expectRawJson(await exchange(service, requestText(lines)), 400, plainError('malformed_request'));
});

test('a token in the query is not looked at', async () => {
  const response = await fetch(`${service.url}/api-keys?access_token=${token}`);
  await expectJson(response, 401, plainError('missing_token'));
});

describe('checks come in one order', async () => {
  const reader = callerOf(service, await fetchToken(service, service.firstKey, 'read:api-key'));
  const creator = callerOf(service, await fetchToken(service, service.firstKey, 'create:api-key'));
  const stranger = callerOf(service, 'x');
  const tooLarge = ' '.repeat(17_000);
  const asText = { 'Content-Type': 'text/plain' };
  const past = '2000-01-01T00:00:00Z';
  const key = (values: object) => ({ body: JSON.stringify({ name: 'x', ...values }) });

  test.each([
    ['bad percent-encoding before 401', 400, stranger, 'GET', '/api-keys/%ZZ', {}],
    ['404 of the path before 401', 404, stranger, 'GET', '/nowhere', {}],
    ['405 before 401', 405, stranger, 'PUT', '/api-keys', { body: '{' }],
    ['401 before 413', 401, stranger, 'POST', '/api-keys', { body: tooLarge }],
    ['401 before 415', 401, stranger, 'POST', '/api-keys', { body: 'x', headers: asText }],
    ['401 before 400', 401, stranger, 'POST', '/api-keys?x=1', { body: '{' }],
    ['401 before 404 of a key', 401, stranger, 'GET', '/api-keys/none', {}],
    ['403 before 413', 403, reader, 'POST', '/api-keys', { body: tooLarge }],
    ['403 before 415', 403, reader, 'POST', '/api-keys', { body: 'x', headers: asText }],
    ['403 before 400', 403, reader, 'POST', '/api-keys?x=1', { body: '{' }],
    ['403 before 404 of a key', 403, reader, 'DELETE', '/api-keys/none', {}],
    ['400 before 404 of a key', 400, call, 'DELETE', '/api-keys/none?x=1', {}],
    ['400 before 403 of an escalation', 400, creator, 'POST', '/api-keys?x=1', key({ scopes: ['y'] })],
    ['403 of an escalation before 409', 403, creator, 'POST', '/api-keys', key({ scopes: ['y'], expiresAt: past })],
    ['409 at last', 409, call, 'POST', '/api-keys', key({ expiresAt: past })],
  ] as const)('%s', async (_, status, caller, method, path, init) => {
    expect((await caller(method, path, init)).status).toBe(status);
  });

  test('all that is wrong with a body is told at once', async () => {
    const response = await call('POST', '/api-keys', { body: '{"name":1,"scopes":[],"colour":"red"}' });
    await expectJson(response, 400, invalidParts('/body/colour', '/body/name', '/body/scopes'));
  });
});
