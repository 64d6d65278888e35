import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { type Body, callerOf, exchange, expectJson, expectRawJson, plainError, requestText } from './support.ts';

const service = await startService();
afterAll(service.stop);
const token = await fetchToken(service, service.firstKey);
const call = callerOf(service, token);
const json = '{"name":"Worker"}';
const create = (headers: Record<string, string>, body: Body = json) => call('POST', '/api-keys', { headers, body });

test.each([
  'application/json',
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json; profile=x',
])('a body in %s is read', async (type) => {
  expect((await create({ 'Content-Type': type })).status).toBe(201);
});

test.each([
  ['text/plain', json],
  ['application/x-www-form-urlencoded', 'name=x'],
  ['application/json-patch+json', '[]'],
  ['application/jsonx', json],
  ['json', json],
  [';', json],
])('a body in %s is 415', async (type, body) => {
  await expectJson(await create({ 'Content-Type': type }, body), 415, plainError('unsupported_media_type'));
});

test.each([
  ['an unknown charset', { 'Content-Type': 'application/json; charset=klingon' }],
  ['an unknown encoding', { 'Content-Encoding': 'compress' }],
  ['two encodings', { 'Content-Encoding': 'gzip, gzip' }],
])('%s is 415', async (_, headers) => {
  await expectJson(await create(headers), 415, plainError('unsupported_media_type'));
});

test('a body without a Content-Type is 415', async () => {
  const lines = [
    'POST /api-keys HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${token}`,
    `Content-Length: ${json.length}`,
    'Connection: close',
  ];
  expectRawJson(await exchange(service, requestText(lines, json)), 415, plainError('unsupported_media_type'));
});

test('a gzipped body is read', async () => {
  expect((await create({ 'Content-Encoding': 'gzip' }, gzipSync(json))).status).toBe(201);
});

test.each([
  ['what is no gzip', Buffer.from(json)],
  ['gzip that is cut short', gzipSync(json).subarray(0, 20)],
])('%s under Content-Encoding: gzip can not be read: 400', async (_, body) => {
  await expectJson(await create({ 'Content-Encoding': 'gzip' }, body), 400, plainError('malformed_body'));
});

test('a gzip bomb is 413', async () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000, ' '));
  expect(bomb.length).toBeLessThan(16 * 1024);
  await expectJson(await create({ 'Content-Encoding': 'gzip' }, bomb), 413, plainError('payload_too_large'));
});

test('a Content-Type on a GET without a body is ignored', async () => {
  expect((await call('GET', '/api-keys', { headers: { 'Content-Type': 'text/nonsense; x' } })).status).toBe(200);
});
