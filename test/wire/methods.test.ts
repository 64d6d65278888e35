import { request } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { fetchToken, startService } from '../support/service.ts';
import { exchange, expectRawJson, oauthError, plainError, requestText } from './support.ts';

const service = await startService();
afterAll(service.stop);
const token = await fetchToken(service, service.firstKey);

const send = (method: string, path: string) =>
  exchange(service, requestText([`${method} ${path} HTTP/1.1`, 'Host: x', 'Connection: close']));

const paths = [...new Set(Object.values(operations).map(({ path }) => path))].map((path) => {
  const methods = Object.values(operations).flatMap((operation) =>
    operation.path === path ? [operation.method.toUpperCase()] : [],
  );
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
  return { path: path.replaceAll(/\{\w+\}/g, 'none'), allowed };
});

const namesOf = (allow: string | null) => allow?.split(', ').sort();

describe.each([...paths, { path: '/openapi.json', allowed: ['GET', 'HEAD', 'OPTIONS'] }])(
  '$path',
  ({ path, allowed }) => {
    const undeclared = ['TRACE', 'QUERY', 'PUT', 'PATCH', 'DELETE', 'POST', 'GET', 'PROPFIND', 'LINK'];
    const error = path.startsWith('/oauth/') ? oauthError('invalid_request') : plainError('method_not_allowed');

    test.each(undeclared.filter((method) => !allowed.includes(method)))(
      '%s is 405, with Allow, before 401',
      async (method) => {
        const answer = await send(method, path);
        expectRawJson(answer, 405, error);
        expect(namesOf(answer.headers.get('Allow'))).toEqual(allowed);
      },
    );

    test('OPTIONS is 204 with Allow', async () => {
      const { status, headers, body } = await send('OPTIONS', path);
      expect({ status, body }).toEqual({ status: 204, body: '' });
      expect(namesOf(headers.get('Allow'))).toEqual(allowed);
    });
  },
);

test('OPTIONS of an unknown path is 404', async () => {
  expectRawJson(await send('OPTIONS', '/nowhere'), 404, plainError('unknown_path'));
});

test.each(['get', 'GETT', 'DELETE\t'])('a method that HTTP does not know (%s) is 400', async (method) => {
  expectRawJson(await send(method, '/api-keys'), 400, plainError('malformed_request'));
});

test('a method is not taken from X-HTTP-Method-Override', async () => {
  const headers = { Authorization: `Bearer ${token}`, 'X-HTTP-Method-Override': 'DELETE' };
  const url = `${service.url}/api-keys/${service.firstKey.clientId}`;
  expect((await fetch(url, { method: 'POST', headers })).status).toBe(405);
});

/** fetch itself asks for the connection to be closed after a HEAD. */
const hopByHop = ['connection', 'keep-alive', 'date'];

test.each([
  ['/health/live', 200],
  ['/openapi.json', 200],
  ['/api-keys', 200],
  ['/api-keys/none', 404],
  ['/nowhere', 404],
  ['/oauth/token', 405],
])('HEAD %s answers what GET does, without its body', async (path, status) => {
  const ask = (method: string) =>
    fetch(service.url + path, { method, headers: { Authorization: `Bearer ${token}`, 'X-Request-Id': 'same' } });
  const [head, get] = [await ask('HEAD'), await ask('GET')];
  const headersOf = (response: Response) => [...response.headers].filter(([name]) => !hopByHop.includes(name));
  expect(headersOf(head)).toEqual(headersOf(get));
  expect([head.status, get.status]).toEqual([status, status]);
  expect(await head.text()).toBe('');
  expect(await get.text()).not.toBe('');
});

test('an Upgrade is not taken up', async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
    request(`${service.url}/health/live`, { headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    })
      .once('error', reject)
      .end();
  });
  expect(status).toBe(200);
});
