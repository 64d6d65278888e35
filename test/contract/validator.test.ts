import { expect, test } from 'vitest';
import { readContract } from './document.ts';
import { createCheck } from './validator.ts';

const check = createCheck(readContract());

const key = {
  clientId: 'key_0',
  name: 'Worker',
  scopes: ['read:api-key'],
  enabled: true,
  createdAt: '2026-11-22T09:30:00.000Z',
  createdBy: 'bootstrap',
  expiresAt: null,
  lastUsedAt: null,
};
const created = { ...key, secretId: 'sec_0', clientSecret: 'lks_0' };
const meta = { total: 1, totalIsCapped: false, limit: 10, offset: 0, next: null };
const page = (...apiKeys: object[]) => ({ count: 1, meta, apiKeys });
const error = { code: 'any', message: 'Any.' };
const always = { 'X-Request-Id': 'a', 'Cache-Control': 'no-store' };
const json = { ...always, 'Content-Type': 'application/json; charset=utf-8' };
const location = { ...json, Location: '/api-keys/key_0' };

const answer = (status: number, headers: Record<string, string>, body?: unknown) => ({
  status,
  headers: new Headers(headers),
  text: body === undefined ? '' : JSON.stringify(body),
});

test.each([
  ['createApiKey', answer(201, location, created)],
  ['listApiKeys', answer(200, json, page(key))],
  ['deleteApiKey', answer(204, always)],
  ['deleteApiKey', answer(401, { ...json, 'WWW-Authenticate': 'Bearer' }, { ...error, anything: 1 })],
  ['getReadiness', answer(503, { ...json, 'Retry-After': '1' }, error)],
  ['getJwks', answer(200, { ...json, 'Cache-Control': 'public, max-age=15' }, { keys: [] })],
])('%s: an answer that keeps the contract has no violations', (operationId, given) => {
  expect(check(operationId, given)).toEqual([]);
});

test.each([
  ['an undeclared status', 'listApiKeys', answer(418, json, error), 'status 418 is not declared'],
  ['another media type', 'listApiKeys', answer(200, { ...json, 'Content-Type': 'text/html' }, page(key)), 'text/html'],
  ['no media type', 'listApiKeys', answer(200, always, page(key)), 'media type none'],
  ['a body that is no JSON', 'listApiKeys', { ...answer(200, json), text: '{' }, 'not JSON'],
  ['a body beside a 204', 'deleteApiKey', answer(204, always, {}), 'a body of 2 characters'],
  ['a missing member', 'createApiKey', answer(201, location, { ...key, secretId: 'sec_0' }), 'clientSecret'],
  ['a member that is not declared', 'createApiKey', answer(201, location, { ...created, hash: '' }), 'hash'],
  ['an item with too much', 'listApiKeys', answer(200, json, page({ ...key, clientSecret: '' })), 'clientSecret'],
  ['a time that is none', 'createApiKey', answer(201, location, { ...created, createdAt: 'now' }), 'date-time'],
  ['no required header', 'createApiKey', answer(201, json, created), 'required header Location'],
  ['a header of another type', 'getReadiness', answer(503, { ...json, 'Retry-After': '1.5' }, error), 'Retry-After: '],
  ['no Retry-After', 'getReadiness', answer(503, json, error), 'Retry-After is missing'],
  ['no WWW-Authenticate', 'listApiKeys', answer(401, json, error), 'WWW-Authenticate is missing'],
  ['no X-Request-Id', 'deleteApiKey', answer(204, { 'Cache-Control': 'no-store' }), 'X-Request-Id is missing'],
  ['a cacheable answer', 'deleteApiKey', answer(204, { ...always, 'Cache-Control': 'max-age=1' }), 'not no-store'],
  [
    'a cacheable failure',
    'getJwks',
    answer(503, { ...json, 'Retry-After': '1', 'Cache-Control': 'public, max-age=15' }, error),
    'not no-store',
  ],
])('%s is a violation, and the only one', (_, operationId, given, words) => {
  expect(check(operationId, given)).toEqual([expect.stringContaining(words)]);
});
