import { afterAll, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { type Body, callerOf, expectJson, invalidParts, plainError } from './support.ts';

const service = await startService();
afterAll(service.stop);
const call = callerOf(service, await fetchToken(service, service.firstKey));
const create = (body: Body) => call('POST', '/api-keys', { body });

test.each([
  ['JSON that is cut short', '{"name":'],
  ['JSON with a comment', '{"name":"x"} // x'],
  ['white space alone', ' '],
  ['random bytes', new Uint8Array([0x93, 0x00, 0xff, 0xfe, 0x7b, 0x80])],
  ['half of a surrogate pair in a value', '{"name":"\\ud800"}'],
  ['half of a surrogate pair in a name', '{"name":"x","\\udc00":1}'],
])('a body of %s can not be read: 400', async (_, body) => {
  await expectJson(await create(body), 400, plainError('malformed_body'));
});

test.each([
  ['null', 'null', '/body'],
  ['a number', '1', '/body'],
  ['true', 'true', '/body'],
  ['a string', '"name"', '/body'],
  ['an array for the object', '[{"name":"x"}]', '/body'],
  ['nothing', '', '/body'],
  ['an empty object', '{}', '/body/name'],
  ['an unknown member', '{"name":"x","colour":"red"}', '/body/colour'],
  ['a member named constructor', '{"name":"x","constructor":{"prototype":{}}}', '/body/constructor'],
  ['a name in __proto__ only', '{"__proto__":{"name":"x"}}', '/body/name'],
  ['a number beyond a double for a name', '{"name":1e400}', '/body/name'],
  ['2^53+1 for a name', '{"name":9007199254740993}', '/body/name'],
  ['null for a name', '{"name":null}', '/body/name'],
  ['an empty name', '{"name":""}', '/body/name'],
  ['a name of white space', '{"name":" \\u3000"}', '/body/name'],
  ['a name of 101 characters', JSON.stringify({ name: 'x'.repeat(101) }), '/body/name'],
  ['NUL in a name', '{"name":"a\\u0000b"}', '/body/name'],
  ['a line feed in a name', '{"name":"a\\nb"}', '/body/name'],
  ['no scopes', '{"name":"x","scopes":[]}', '/body/scopes'],
  ['a scope twice', '{"name":"x","scopes":["a","a"]}', '/body/scopes'],
  ['65 scopes', JSON.stringify({ name: 'x', scopes: Array.from({ length: 65 }, (_, i) => `s${i}`) }), '/body/scopes'],
  ['a scope with a space', '{"name":"x","scopes":["a b"]}', '/body/scopes/0'],
  ['a scope that is a number', '{"name":"x","scopes":[1]}', '/body/scopes/0'],
  ['a string for scopes', '{"name":"x","scopes":"a"}', '/body/scopes'],
  ['a date that does not exist', '{"name":"x","expiresAt":"2099-02-30T00:00:00Z"}', '/body/expiresAt'],
  ['a number for a time', '{"name":"x","expiresAt":1e400}', '/body/expiresAt'],
])('a body of %s is invalid: 400, with a pointer to the part', async (_, body, pointer) => {
  const response = await create(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'invalid_request',
    errors: expect.arrayContaining([{ pointer, message: expect.any(String) }]),
  });
});

test('__proto__ beside valid members is an unknown member and pollutes nothing', async () => {
  const response = await create('{"name":"x","__proto__":{"polluted":true}}');
  await expectJson(response, 400, invalidParts('/body/__proto__'));
  expect({}).not.toHaveProperty('polluted');
});

test.each([
  ['of duplicate members, the last', '{"name":"first","name":"last"}', { name: 'last' }],
  ['100 characters that are two UTF-16 units each', JSON.stringify({ name: '🔑'.repeat(100) }), {}],
  ['a name with inner and outer spaces', '{"name":" a b "}', { name: ' a b ' }],
  ['a byte order mark before the object', '\ufeff{"name":"marked"}', { name: 'marked' }],
  ['an escaped surrogate pair', '{"name":"\\ud83d\\udd11"}', { name: '🔑' }],
  ['null for no end', '{"name":"x","expiresAt":null}', { expiresAt: null }],
  ['64 scopes', JSON.stringify({ name: 'x', scopes: Array.from({ length: 64 }, (_, i) => `s${i}`) }), {}],
])('what counts, and is created: %s', async (_, body, expected) => {
  const response = await create(body);
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject(expected);
});

test('a body of exactly 16 KB is read; one byte more is 413', async () => {
  const padded = (length: number) => '{"name":"x"}'.padEnd(length, ' ');
  expect((await create(padded(16 * 1024))).status).toBe(201);
  await expectJson(await create(padded(16 * 1024 + 1)), 413, plainError('payload_too_large'));
});

test('nesting 8,000 deep, within the limit, is 400', async () => {
  const response = await create('['.repeat(8000) + ']'.repeat(8000));
  expect(response.status).toBe(400);
  expect(await response.json()).toHaveProperty('code', expect.stringMatching(/^(malformed_body|invalid_request)$/));
});

test('nesting 10,000 deep is 413', async () => {
  await expectJson(await create('['.repeat(10_000) + ']'.repeat(10_000)), 413, plainError('payload_too_large'));
});

test('a body over the limit without a Content-Length is 413', async () => {
  const body = new Blob(['{"name":"', 'x'.repeat(20_000), '"}']).stream();
  const init = { body, duplex: 'half' } as RequestInit;
  await expectJson(await call('POST', '/api-keys', init), 413, plainError('payload_too_large'));
});

test('a body where the operation declares none is not looked at', async () => {
  const response = await call('DELETE', '/api-keys/none', { body: '{"broken' });
  await expectJson(response, 404, plainError('not_found'));
});
