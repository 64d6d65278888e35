import { afterAll, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { exchange, expectRawJson, plainError, requestText } from './support.ts';

const service = await startService();
afterAll(service.stop);
const token = await fetchToken(service, service.firstKey);
const send = (...lines: string[]) => exchange(service, requestText(lines));

test.each([
  ['no HTTP', 'hello'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6'],
  ['a version that does not exist', 'GET /health/live HTTP/9.9'],
  ['a space in the target', 'GET /health live HTTP/1.1'],
  ['the greeting of TLS', '\x16\x03\x01\x00\x05'],
])('a request line that is %s is a JSON 400', async (_, line) => {
  const answer = await send(line, 'Host: x', 'Connection: close');
  expectRawJson(answer, 400, plainError('malformed_request'));
  expect(answer.headers.get('Connection')).toBe('close');
});

test.each([
  ['a header without a name', [': x']],
  ['a space before a colon', ['Name : x']],
  ['a header on two lines', ['Name: x', ' y']],
  ['NUL in a header', ['Name: a\0b']],
  ['two lengths', ['Content-Length: 1', 'Content-Length: 2']],
  ['a length that is no number', ['Content-Length: one']],
  ['a negative length', ['Content-Length: -1']],
  ['a length and chunks', ['Content-Length: 1', 'Transfer-Encoding: chunked']],
  ['a transfer encoding behind chunked', ['Transfer-Encoding: chunked, rot13']],
])('%s is a JSON 400', async (_, headers) => {
  const answer = await send('POST /oauth/token HTTP/1.1', 'Host: x', 'Connection: close', ...headers);
  expectRawJson(answer, 400, plainError('malformed_request'));
});

// Node's parser finds this out only after the app has begun to answer.
test('an unknown transfer encoding is a JSON 400', async () => {
  const lines = ['POST /oauth/token HTTP/1.1', 'Host: x', 'Connection: close', 'Transfer-Encoding: rot13'];
  const { status, body } = await send(...lines);
  expect(status).toBe(400);
  expect(JSON.parse(body)).toEqual({
    error: 'invalid_request',
    error_description: 'The Transfer-Encoding is not chunked.',
  });
});

test('a chunk whose size is no number is a JSON 400', async () => {
  const lines = [
    'POST /api-keys HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
  ];
  expectRawJson(await exchange(service, requestText(lines, 'zz\r\n')), 400, plainError('malformed_request'));
});

test.each([
  ['one header of 20 KB', ['GET /health/live HTTP/1.1', `X: ${'x'.repeat(20_000)}`]],
  [
    'many headers',
    ['GET /health/live HTTP/1.1', ...Array.from({ length: 1500 }, (_, i) => `X-${i}: ${'x'.repeat(10)}`)],
  ],
  ['a URL of 20 KB', [`GET /${'x'.repeat(20_000)} HTTP/1.1`]],
])('%s is a JSON 431', async (_, lines) => {
  expectRawJson(await send(...lines, 'Host: x', 'Connection: close'), 431, plainError('headers_too_large'));
});

test('HTTP/1.1 without a Host is a JSON 400', async () => {
  expectRawJson(await send('GET /health/live HTTP/1.1', 'Connection: close'), 400, plainError('malformed_request'));
});

test('HTTP/1.0 needs no Host', async () => {
  expect((await send('GET /health/live HTTP/1.0')).status).toBe(200);
});

test('two Host headers are a JSON 400', async () => {
  const answer = await send('GET /health/live HTTP/1.1', 'Host: x', 'Host: y', 'Connection: close');
  expectRawJson(answer, 400, plainError('malformed_request'));
});

test.each([
  ['http://x/health/live', 200],
  ['HTTP://x:80/health/live', 200],
  ['https://x/api-keys', 401],
  ['http://x', 404],
  ['http://x?limit=1', 404],
])('the absolute form %s is understood: %i', async (target, status) => {
  const { status: actual, headers } = await send(`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close');
  expect(actual).toBe(status);
  expect(headers.get('Content-Type')).toMatch(/^application\/json/);
});

test.each([
  ['OPTIONS *', 404],
  ['GET *', 404],
])('the asterisk form, %s, is refused in JSON', async (line, status) => {
  const answer = await send(`${line} HTTP/1.1`, 'Host: x', 'Connection: close');
  expect(JSON.parse(answer.body)).toHaveProperty('code');
  expect(answer.status).toBe(status);
});

test('CONNECT is 405', async () => {
  const answer = await send('CONNECT example.org:443 HTTP/1.1', 'Host: example.org');
  expectRawJson(answer, 405, plainError('method_not_allowed'));
  expect(answer.headers.has('Allow')).toBe(true);
});

test('an expectation other than 100-continue is 417', async () => {
  const answer = await send('GET /health/live HTTP/1.1', 'Host: x', 'Expect: miracles', 'Connection: close');
  expectRawJson(answer, 417, plainError('expectation_failed'));
});

test('a body is invited by 100 Continue', async () => {
  const lines = [
    'POST /api-keys HTTP/1.1',
    'Host: x',
    'Expect: 100-continue',
    'Content-Length: 2',
    'Connection: close',
  ];
  expect((await exchange(service, requestText(lines, '{}'))).status).toBe(100);
});
