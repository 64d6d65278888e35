import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { components } from '../../generated/types.ts';
import type { Store } from '../../server/domain/store.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';

type Created = components['schemas']['CreatedApiKey'];

/** Fulfilled when the caller was last looked up: its body may then take as long as it likes. */
let found = Promise.withResolvers<void>();
let lag = 0;
const telling = (store: Store): Store => ({
  ...store,
  async findCaller(...ids) {
    const caller = await store.findCaller(...ids);
    // Once the server has made of it what it will.
    setImmediate(found.resolve);
    return caller;
  },
});

let service: Service;
let boss: string;
beforeAll(async () => {
  service = await startService({ wrapStore: telling, clock: () => Date.now() + lag });
  boss = await fetchToken(service, service.firstKey);
});
afterAll(() => service.stop());

async function ask(method: string, path: string, body?: object): Promise<Response> {
  const headers = { Authorization: `Bearer ${boss}`, 'Content-Type': 'application/json' };
  return await fetch(service.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

async function makeKey(scopes: string[]): Promise<Created> {
  return (await (await ask('POST', '/api-keys', { name: 'Slow', scopes })).json()) as Created;
}

/** The status of a call whose body stops after one byte until something else has happened. */
async function callAround(
  token: string,
  method: string,
  path: string,
  body: string,
  meanwhile: () => Promise<unknown>,
) {
  found = Promise.withResolvers();
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': body.length,
  };
  const call = request(service.url + path, { method, headers });
  const answered = once(call, 'response') as Promise<[IncomingMessage]>;
  call.write(body.slice(0, 1));
  await found.promise;
  await meanwhile();
  call.end(body.slice(1));
  const [answer] = await answered;
  answer.resume();
  return answer.statusCode;
}

const allowed = ['create:api-key', 'update:api-key', 'a:b'];

/** What ends the power of a key or its token. */
const endings: [name: string, end: (key: Created, token: string) => Promise<unknown>][] = [
  ['deleted', ({ clientId }) => ask('DELETE', `/api-keys/${clientId}`)],
  ['disabled', ({ clientId }) => ask('PATCH', `/api-keys/${clientId}`, { enabled: false })],
  ['narrowed', ({ clientId }) => ask('PATCH', `/api-keys/${clientId}`, { scopes: ['a:b'] })],
  [
    'robbed of its token',
    async ({ clientId, clientSecret }, token) => {
      const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token });
      return await fetch(`${service.url}/oauth/revoke`, { method: 'POST', body });
    },
  ],
];

test.each(endings)('a key that is %s while its call arrives changes nothing any more', async (_, end) => {
  const other = await makeKey(['a:b']);
  for (const [method, path, body] of [
    ['POST', '/api-keys', '{"name":"Too late","scopes":["a:b"]}'],
    ['PATCH', `/api-keys/${other.clientId}`, '{"name":"Too late"}'],
    ['POST', `/api-keys/${other.clientId}/secrets`, '{"previousExpiresIn":0}'],
  ] as const) {
    const key = await makeKey(allowed);
    const token = await fetchToken(service, key);
    expect(await callAround(token, method, path, body, () => end(key, token))).toBe(401);
  }
  expect(await (await ask('GET', '/api-keys?name=Too')).json()).toMatchObject({ count: 0 });
  const { secrets } = (await (await ask('GET', `/api-keys/${other.clientId}`)).json()) as { secrets: object[] };
  expect(secrets).toHaveLength(1);
});

test('a call whose token expires while it arrives changes nothing any more', async () => {
  const key = await makeKey(allowed);
  const token = await fetchToken(service, key);
  const meanwhile = async () => {
    lag = 3_600_000;
  };
  expect(await callAround(token, 'POST', '/api-keys', '{"name":"Too late"}', meanwhile)).toBe(401);
  lag = 0;
});

test('a call that only takes its time is answered as any other', async () => {
  const token = await fetchToken(service, await makeKey(allowed));
  expect(await callAround(token, 'POST', '/api-keys', '{"name":"In time"}', async () => {})).toBe(201);
});
