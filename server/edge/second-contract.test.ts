import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../scripts/lib/generate.ts';
import { findDrift } from '../../scripts/lib/output.ts';
import { createEdge, createListener, type ErrorForm } from './index.ts';
import { operations } from './testing/generated/operations.ts';
import { admission, createNoteHandlers, errors, nuisance, security } from './testing/notes.ts';

const testing = (file: string) => fileURLToPath(new URL(`testing/${file}`, import.meta.url));
const codeAlone: ErrorForm = { body: ({ code }) => ({ code }), headers: {} };
const logged: { fields: object; message: string }[] = [];
const log = { info() {}, warn() {}, error: (fields: object, message: string) => void logged.push({ fields, message }) };

const edge = await createEdge({
  document: JSON.parse(readFileSync(testing('generated/openapi.json'), 'utf8')),
  operations,
  handlers: createNoteHandlers(),
  security,
  errors,
  errorForms: [['', codeAlone]],
  admission,
  trustProxy: 'loopback',
  log,
  validateResponses: true,
  bodyLimit: 100,
});
const listener = createListener(edge, { errors, errorForm: codeAlone });
let url = '';
beforeAll(async () => {
  url = `http://127.0.0.1:${await listener.listen(0, '127.0.0.1')}`;
});
afterAll(listener.stop);

const ask = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  const type = response.headers.get('Content-Type');
  return { status: response.status, type, headers: response.headers, body: await response.text() };
};
const asReader = { Authorization: 'Bearer Ada' };
const asWriter = { 'X-Api-Key': 'open sesame', 'Content-Type': 'text/plain' };
const json = 'application/json; charset=utf-8';
const text = 'text/plain; charset=utf-8';

test('what was generated from the second contract is in sync with it', async () => {
  expect(findDrift(testing('generated'), await generate(testing('openapi.yaml')))).toEqual([]);
});

test('parameters arrive with their types and defaults, the caller as its scheme tells it', async () => {
  const { headers, ...answer } = await ask('GET', '/notes/1', asReader);
  expect(answer).toEqual({ status: 200, type: text, body: 'A note' });
  expect(headers.get('X-Note')).toBe('number Ada');
  expect(headers.get('Last-Modified')).toMatch(/GMT$/);
});

test.each([
  ['a header parameter', { 'X-Case': 'upper' }, { type: text, body: 'A NOTE' }],
  ['the other media type', { 'X-Trace': 'x' }, { type: json, body: '{"noteId":1,"text":"A note"}' }],
])('the handler chooses by %s', async (_, headers, expected) => {
  expect(await ask('GET', '/notes/1', { ...asReader, ...headers })).toMatchObject({ status: 200, ...expected });
});

test.each([
  ['GET', '/notes/one', asReader, 422, 'invalid_request'],
  ['GET', '/notes/0', asReader, 422, 'invalid_request'],
  ['GET', '/notes/1', { ...asReader, 'X-Case': 'title' }, 422, 'invalid_request'],
  ['GET', '/notes/1e400', asReader, 422, 'invalid_request'],
  ['GET', '/notes/2', asReader, 404, 'no_such_note'],
  ['GET', '/notes/1', {}, 401, 'missing_token'],
  ['GET', '/notes/1/', asReader, 404, 'unknown_path'],
  ['GET', '/ping', {}, 404, 'unknown_path'],
  ['GET', '/ping//', {}, 404, 'unknown_path'],
  ['GET', '/elsewhere', {}, 404, 'unknown_path'],
  ['DELETE', '/notes/1', {}, 405, 'method_not_allowed'],
])('%s %s with %o is %i %s, in the form that this service chose', async (method, path, headers, status, code) => {
  expect(await ask(method, path, headers)).toMatchObject({ status, type: json, body: JSON.stringify({ code }) });
});

test('a text body is parsed, validated and stored', async () => {
  const written = await ask('PUT', '/notes/7', asWriter, 'Seven');
  expect(written).toMatchObject({ status: 204, body: '', type: null });
  expect(await ask('GET', '/notes/7', asReader)).toMatchObject({ status: 200, body: 'Seven' });
});

test.each([
  ['another key', { ...asWriter, 'X-Api-Key': 'x' }, 'Seven', 401, 'missing_token'],
  ['no key', { 'Content-Type': 'text/plain' }, 'Seven', 401, 'missing_token'],
  ['a body that is too long for its schema', asWriter, 'x'.repeat(21), 422, 'invalid_request'],
  ['a body over the limit', asWriter, 'x'.repeat(101), 413, 'payload_too_large'],
  ['JSON', { ...asWriter, 'Content-Type': 'application/json' }, '"Seven"', 415, 'unsupported_media_type'],
  ['no body', asWriter, undefined, 422, 'invalid_request'],
])('writing with %s is refused', async (_, headers, body, status, code) => {
  expect(await ask('PUT', '/notes/7', headers, body)).toMatchObject({ status, body: JSON.stringify({ code }) });
});

test('a range of statuses lets the handler choose one', async () => {
  expect(await ask('PUT', '/notes/13', asWriter, 'x')).toMatchObject({ status: 418, body: '{"code":"superstition"}' });
});

test.each([
  ['/ping/', 200, 'pong undefined'],
  ['/ping/?times=2', 200, 'pong pong undefined'],
  ['/ping/?greeting=hello', 203, 'hello'],
])('a default response stands for any status: %s is %i', async (path, status, body) => {
  expect(await ask('GET', path)).toMatchObject({ status, type: text, body });
});

test('a handler is told where the call comes from', async () => {
  const headers = { 'X-Request-Id': 'mine', 'X-Forwarded-For': '192.0.2.7' };
  expect(await ask('GET', '/about', headers)).toMatchObject({ status: 200, body: 'mine 192.0.2.7' });
});

test('what a proxy forwards and is no address does not count as one', async () => {
  const headers = { 'X-Request-Id': 'mine', 'X-Forwarded-For': '"><script>' };
  expect(await ask('GET', '/about', headers)).toMatchObject({ status: 200, body: 'mine 127.0.0.1' });
});

test.each([
  ['before it is asked who it is', 'PUT', '/notes/1', 429],
  ['but told first that there is nothing here', 'GET', '/elsewhere', 404],
  ['but not where the contract has no 429', 'GET', '/about', 200],
])('who is not admitted is turned away, %s', async (_, method, path, status) => {
  expect(await ask(method, path, { 'X-Forwarded-For': nuisance })).toMatchObject({ status });
});

test('nothing of all this was a defect', () => {
  expect(logged).toEqual([]);
});
