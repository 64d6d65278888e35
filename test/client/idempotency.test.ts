import { afterEach, describe, expect, test, vi } from 'vitest';
import { createClient, createLatchkeyClient, type OperationEntry, withRetry } from '../../client/index.ts';
import { fetchToken, startService } from '../support/service.ts';
import { losingOneAnswer, skipWaits } from '../support/unreliable.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a create', () => {
  test('whose answer was lost makes one key, and its secret comes through', async () => {
    skipWaits();
    await using service = await startService();
    const fetch = losingOneAnswer('POST', '/api-keys');
    const latchkey = createLatchkeyClient({ baseUrl: service.url, ...service.firstKey, fetch });
    const created = await latchkey.createApiKey({ body: { name: 'Worker' } });
    expect(await fetchToken(service, created)).toBeTruthy();
    expect((await latchkey.listApiKeys()).meta.total).toBe(2);
  });

  test('that is repeated while the first try is still at work waits for that one', async () => {
    skipWaits();
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    await using service = await startService({
      wrapStore: (store) => ({
        ...store,
        async insertKey(made) {
          begin();
          await gate;
          return await store.insertKey(made);
        },
      }),
    });
    const statuses: number[] = [];
    let isLost = false;
    const latchkey = createLatchkeyClient({
      baseUrl: service.url,
      ...service.firstKey,
      async fetch(request) {
        const answer = fetch(request);
        if (!request.url.endsWith('/api-keys')) return await answer;
        if (!isLost) {
          isLost = true;
          await begun;
          throw new TypeError('The connection got lost');
        }
        const { status } = await answer;
        statuses.push(status);
        open();
        return await answer;
      },
    });
    await latchkey.createApiKey({ body: { name: 'Worker' } });
    expect(statuses[0]).toBe(409);
    expect(statuses.at(-1)).toBe(201);
    expect((await latchkey.listApiKeys()).meta.total).toBe(2);
  });

  test('is repeated under the key that the caller gave', async () => {
    await using service = await startService();
    const latchkey = createLatchkeyClient({ baseUrl: service.url, ...service.firstKey });
    const wanted = { 'Idempotency-Key': 'order-17', body: { name: 'Worker' } };
    const first = await latchkey.createApiKey(wanted);
    expect(await latchkey.createApiKey(wanted)).toEqual(first);
  });

  test('that is called twice makes two keys', async () => {
    await using service = await startService();
    const latchkey = createLatchkeyClient({ baseUrl: service.url, ...service.firstKey });
    const first = await latchkey.createApiKey({ body: { name: 'Worker' } });
    expect((await latchkey.createApiKey({ body: { name: 'Worker' } })).clientId).not.toBe(first.clientId);
  });
});

/** Of any contract; header names are not case-sensitive (RFC 9110 §5.1). */
interface Operations {
  order: { parameters: { header: { 'idempotency-key': string } }; responses: { 200: { content?: never } } };
  cancel: { parameters: { header?: never }; responses: { 200: { content?: never } } };
}

const entry = (method: string, header: string[]) =>
  ({
    method,
    path: '/',
    security: [],
    parameters: { path: [], query: [], header, cookie: [] },
    body: null,
  }) satisfies OperationEntry;

/** A client of that contract, and the keys of the requests that it sent; they are answered in turn. */
function clientOf(...answers: (readonly [status: number, headers?: Record<string, string>])[]) {
  const keys: (string | null)[] = [];
  const send = async ({ headers }: Request) => {
    keys.push(headers.get('Idempotency-Key'));
    const [status, answerHeaders = {}] = answers.shift() ?? [200];
    return new Response(null, { status, headers: answerHeaders });
  };
  const table = { order: entry('post', ['idempotency-key']), cancel: entry('post', []) };
  const transport = withRetry(send, { retries: 2, timeout: 1000 });
  return { keys, ...createClient<Operations, typeof table>(table, { baseUrl: 'http://localhost', transport }) };
}

describe('an operation of any contract that has idempotency keys', () => {
  test.each([429, 503, 409])('is repeated after %d, under one key of its own', async (status) => {
    const { order, keys } = clientOf([status, { 'Retry-After': '0' }]);
    expect(await order()).toMatchObject({ status: 200 });
    expect(keys).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), keys[0]]);
  });

  test('is not repeated after a conflict that waiting does not end', async () => {
    const { order, keys } = clientOf([409]);
    expect(await order()).toMatchObject({ status: 409 });
    expect(keys).toHaveLength(1);
  });

  test('is sent with the key that the caller gave, be it an input or a header', async () => {
    const { order, keys } = clientOf();
    await order({ 'idempotency-key': 'mine' });
    await order({}, { headers: { 'Idempotency-Key': 'mine' } });
    expect(keys).toEqual(['mine', 'mine']);
  });
});

test('an operation that has none is not repeated because of a header that the server may not know', async () => {
  const { cancel, keys } = clientOf([503, { 'Retry-After': '0' }]);
  await cancel({}, { headers: { 'Idempotency-Key': 'mine' } });
  expect(keys).toEqual(['mine']);
});
