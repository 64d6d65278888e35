import { decodeJwt } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { scopes } from '../../generated/operations.ts';
import { StoreUnavailable } from '../../server/domain/store.ts';
import { startService } from '../support/service.ts';
import { type Body, expectJson, oauthError, read } from './support.ts';

let failure: Error | undefined;
const service = await startService({
  wrapStore: ({ findClient, ...store }) => ({
    ...store,
    async findClient(clientId) {
      if (failure) throw failure;
      return await findClient(clientId);
    },
  }),
});
afterAll(service.stop);

const { clientId: client_id, clientSecret: client_secret } = service.firstKey;
const complete = { grant_type: 'client_credentials', client_id, client_secret };
const allScopes = scopes.join(' ');
const basic = { Authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` };

const send = async (body: Body, headers: Record<string, string> = {}, query = '') => {
  const response = await fetch(`${service.url}/oauth/token${query}`, { method: 'POST', body, headers });
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(response.headers.get('Pragma')).toBe('no-cache');
  return response;
};
const sendJson = (body: unknown, headers = {}) =>
  send(JSON.stringify(body), { 'Content-Type': 'application/json', ...headers });
const sendForm = (body: Record<string, string> | string[][], headers = {}) => send(new URLSearchParams(body), headers);

describe.each([
  ['a form', sendForm],
  ['JSON', sendJson],
])('sent as %s', (_, post) => {
  test.each([
    ['all scopes by default', {}, allScopes],
    ['an empty scope is an omitted one', { scope: '' }, allScopes],
    ['one scope', { scope: 'read:api-key' }, 'read:api-key'],
    ['two, in the order that was asked', { scope: 'delete:api-key read:api-key' }, 'delete:api-key read:api-key'],
    ['a scope twice counts once', { scope: 'read:api-key read:api-key' }, 'read:api-key'],
    [
      'unknown parameters are ignored',
      { resource: 'https://api.example', toString: 'x', hasOwnProperty: 'x' },
      allScopes,
    ],
  ])('a token is issued: %s', async (_, changes, scope) => {
    const response = await post({ ...complete, ...changes });
    await expectJson(response.clone(), 200, {
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 600,
      scope,
    });
    expect(decodeJwt((await read<{ access_token: string }>(response)).access_token).scope).toBe(scope);
  });

  test('credentials may come as Basic; empty ones in the body count as omitted', async () => {
    expect((await post({ grant_type: 'client_credentials' }, basic)).status).toBe(200);
    const empty = { grant_type: 'client_credentials', client_id: '', client_secret: '' };
    expect((await post(empty, basic)).status).toBe(200);
  });

  test.each([
    ['no grant type', { client_id, client_secret }, 'invalid_request'],
    ['an empty grant type', { ...complete, grant_type: '' }, 'invalid_request'],
    ['another grant type', { ...complete, grant_type: 'password' }, 'unsupported_grant_type'],
    ['a grant type in another case', { ...complete, grant_type: 'Client_Credentials' }, 'unsupported_grant_type'],
    ['an unknown scope', { ...complete, scope: 'read:api-key nonsense' }, 'invalid_scope'],
    ['a scope of white space', { ...complete, scope: ' ' }, 'invalid_scope'],
    ['a scope with what no scope-token has', { ...complete, scope: 'read:api-key\t"' }, 'invalid_scope'],
  ])('%s is refused: 400', async (_, body, error) => {
    await expectJson(await post(body as Record<string, string>), 400, oauthError(error));
  });

  test.each([
    ['id and secret', { client_id, client_secret }],
    ['the id', { client_id }],
    ['the secret', { client_secret }],
  ])('Basic and %s in the body together are a 400, even if all is right', async (_, more) => {
    await expectJson(
      await post({ grant_type: 'client_credentials', ...more }, basic),
      400,
      oauthError('invalid_request'),
    );
  });
});

test.each(['grant_type', 'client_id', 'client_secret', 'scope', 'resource'])('a repeated %s is a 400', async (name) => {
  const fields = Object.entries({ ...complete, scope: 'read:api-key', resource: 'x' });
  const repeated = fields.filter(([field]) => field === name);
  await expectJson(await sendForm([...fields, ...repeated]), 400, oauthError('invalid_request'));
});

test.each([
  ['a number', { ...complete, scope: 1 }],
  ['null', { ...complete, scope: null }],
  ['a list', { ...complete, client_id: [client_id] }],
  ['an object for an unknown parameter', { ...complete, resource: {} }],
  ['no object at all', [complete]],
])('JSON with %s for a string is a 400', async (_, body) => {
  await expectJson(await sendJson(body), 400, oauthError('invalid_request'));
});

test('of duplicate JSON members the last wins', async () => {
  const body = `{"grant_type":"password",${JSON.stringify(complete).slice(1)}`;
  expect((await send(body, { 'Content-Type': 'application/json' })).status).toBe(200);
});

test('credentials in the query are a 400 and never looked at', async () => {
  const query = `?${new URLSearchParams({ client_id, client_secret })}`;
  await expectJson(await send(new URLSearchParams(complete), {}, query), 400, oauthError('invalid_request'));
});

test.each([
  ['no body', 400, '', { 'Content-Type': 'application/json' }],
  ['malformed JSON', 400, '{"grant_type":', { 'Content-Type': 'application/json' }],
  ['17 KB', 413, 'x'.repeat(17_000), { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['1,001 fields', 413, '&a=1'.repeat(1001), { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['plain text', 415, 'grant_type=client_credentials', { 'Content-Type': 'text/plain' }],
  [
    'a form in an unknown charset',
    415,
    'a=b',
    { 'Content-Type': 'application/x-www-form-urlencoded; charset=klingon' },
  ],
  ['broken gzip', 400, 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' }],
])('%s is invalid_request, with status %i', async (_, status, body, headers) => {
  await expectJson(await send(body, headers), status, oauthError('invalid_request'));
});

test('a path that is not there is an OAuth error, too', async () => {
  await expectJson(await fetch(`${service.url}/oauth/nothing`), 404, oauthError('invalid_request'));
});

test.each([
  {
    what: 'a store that can not be reached',
    error: new StoreUnavailable(new Error('x')),
    status: 503,
    code: 'temporarily_unavailable',
    retryAfter: '1',
  },
  {
    what: 'a defect',
    error: new Error('a cause that nobody may read'),
    status: 500,
    code: 'server_error',
    retryAfter: null,
  },
])('$what is $status $code', async ({ error, status, code, retryAfter }) => {
  failure = error;
  const response = await sendForm(complete);
  failure = undefined;
  expect(response.headers.get('Retry-After')).toBe(retryAfter);
  expect(await response.clone().text()).not.toContain('nobody may read');
  await expectJson(response, status, oauthError(code));
});
