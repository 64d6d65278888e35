import { afterAll, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { callerOf, exchange, expectJson, expectRawJson, invalidParts, plainError, requestText } from './support.ts';

const service = await startService();
afterAll(service.stop);
const token = await fetchToken(service, service.firstKey);
const call = callerOf(service, token);

/** With the path as it is: fetch would resolve `..` by itself. */
const send = (method: string, target: string) =>
  exchange(
    service,
    requestText([`${method} ${target} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, 'Connection: close']),
  );

test.each([
  ['a trailing slash', '/api-keys/'],
  ['a trailing slash behind a parameter', '/api-keys/none/'],
  ['an empty segment', '//api-keys'],
  ['an empty segment at the end', '/api-keys//'],
  ['another case', '/API-keys'],
  ['a segment more', '/api-keys/none/secret'],
  ['a segment to go up', '/api-keys/none/..'],
  ['a path that leaves the root', '/../../etc/passwd'],
  ['the root', '/'],
  ['a percent-encoded letter', '/%61pi-keys'],
  ['a name of Object.prototype', '/constructor'],
  ['a pattern of path-to-regexp', '/api-keys/:clientId/*'],
])('%s is a JSON 404: nothing is at %s', async (_, target) => {
  expectRawJson(await send('GET', target), 404, plainError('unknown_path'));
});

test.each([
  ['NUL', '%00'],
  ['a slash', '%2F'],
  ['dots', '%2E%2E'],
  ['a space', '%20'],
  ['a quote and SQL', `'%20OR%201=1--`],
  ['2,000 characters', 'x'.repeat(2000)],
  ['non-ASCII text', '%F0%9F%94%91'],
  ['__proto__', '__proto__'],
])('a client id with %s is one that matches nothing: 404', async (_, id) => {
  expectRawJson(await send('GET', `/api-keys/${id}`), 404, plainError('not_found'));
  expectRawJson(await send('DELETE', `/api-keys/${id}`), 404, plainError('not_found'));
});

test.each(['%ZZ', '%', '%C0%80', '%ED%A0%80'])('%s in a path is a malformed percent-encoding: 400', async (id) => {
  expectRawJson(await send('GET', `/api-keys/${id}`), 400, plainError('malformed_request'));
});

test.each([
  ['nothing', '', { limit: 10, offset: 0 }],
  ['the least', '?limit=1&offset=0', { limit: 1, offset: 0 }],
  ['the most', '?limit=100&offset=9007199254740991', { limit: 100, offset: 9007199254740991 }],
  ['percent-encoding', '?%6Cimit=%31', { limit: 1, offset: 0 }],
])('a page asked for with %s', async (_, query, meta) => {
  const response = await call('GET', `/api-keys${query}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ meta: { ...meta, total: 1 } });
});

test.each([
  ['limit=0', '/query/limit'],
  ['limit=101', '/query/limit'],
  ['limit=-1', '/query/limit'],
  ['limit=1.5', '/query/limit'],
  ['limit=ten', '/query/limit'],
  ['limit=', '/query/limit'],
  ['limit', '/query/limit'],
  ['limit=null', '/query/limit'],
  ['limit=1e400', '/query/limit'],
  ['limit=-1e400', '/query/limit'],
  ['limit=NaN', '/query/limit'],
  ['limit=Infinity', '/query/limit'],
  ['limit=1&limit=2', '/query/limit'],
  ['limit[]=1', '/query/limit'],
  ['limit[a]=1', '/query/limit'],
  ['limit=%ZZ', '/query/limit'],
  ['offset=1e400', '/query/offset'],
  ['offset=-1', '/query/offset'],
  ['offset=9007199254740992', '/query/offset'],
  ['offset=99999999999999999999', '/query/offset'],
  ['colour=red', '/query/colour'],
  ['Limit=1', '/query/Limit'],
  ['access_token=x', '/query/access_token'],
  ['__proto__=1', '/query/__proto__'],
  ['constructor[prototype]=1', '/query/constructor'],
])('the query %s is invalid: 400', async (query, pointer) => {
  const response = await call('GET', `/api-keys?${query}`);
  await expectJson(response, 400, invalidParts(pointer));
});

test.each([
  ['DELETE', '/api-keys/none'],
  ['GET', '/api-keys/none'],
  ['GET', '/health/live'],
  ['GET', '/health/ready'],
  ['GET', '/.well-known/jwks.json'],
  ['GET', '/.well-known/oauth-authorization-server'],
])('%s %s takes no query: 400', async (method, path) => {
  await expectJson(await call(method, `${path}?x=1`), 400, invalidParts('/query/x'));
});

test.each([
  ['NUL', '%00'],
  ['a surrogate', '%ED%A0%80'],
  ['separators', '&&==&'],
  ['8,000 characters', 'a'.repeat(8000)],
])('a query of %s never fails the server', async (_, query) => {
  expect((await call('GET', `/api-keys?${query}`)).status).toBeLessThan(500);
});

test('a header that has the name of a parameter is not that parameter', async () => {
  expect((await call('GET', '/api-keys', { headers: { limit: 'abc', offset: '-' } })).status).toBe(200);
});

test.each(['0x10', '1e1', '%205', '%2B5', '1.5', '1e400', 'Infinity', '9'.repeat(400)])(
  'limit=%s is a 400',
  async (limit) => {
    const answer = await call('GET', `/api-keys?limit=${limit}`);
    expect(answer.status).toBe(400);
  },
);
