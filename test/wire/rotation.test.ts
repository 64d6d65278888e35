import { afterAll, expect, test } from 'vitest';
import { rotateAtOnce } from '../support/rotation.ts';
import { fetchToken, startService } from '../support/service.ts';
import { type CreatedKey, callerOf, expectJson, plainError, read } from './support.ts';

/** New keys are stored when this is fulfilled. */
let gate = Promise.resolve();
const service = await startService({
  wrapStore: (store) => ({
    ...store,
    async insertKey(made) {
      await gate;
      return await store.insertKey(made);
    },
  }),
});
afterAll(service.stop);
const call = callerOf(service, await fetchToken(service, service.firstKey));
const change = async (method: string, path: string, body?: object) =>
  await call(method, path, body ? { body: JSON.stringify(body) } : {});
const create = async () => await read<CreatedKey>(await change('POST', '/api-keys', { name: 'Rotated' }));

test('twenty rotations of a key at once leave what some order of them explains', async () => {
  const { clientId } = await create();
  const refusals = await rotateAtOnce([change], clientId, 4);
  expect([...refusals].sort()).toEqual(['404 not_found', '409 last_secret', '409 too_many_secrets']);
});

test('of twenty rotations at once that end the other secrets, one secret still works', async () => {
  const { clientId } = await create();
  const rotations = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const response = await change('POST', `/api-keys/${clientId}/secrets`, { previousExpiresIn: 0 });
      return { status: response.status, ...(await read<CreatedKey>(response)) };
    }),
  );
  expect(rotations.map(({ status }) => status)).toEqual(Array(20).fill(201));
  expect((await call('GET', `/api-keys/${clientId}`)).headers.get('ETag')).toBe('"21"');

  const answers = await Promise.all(
    rotations.map(async ({ clientSecret }) => {
      const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      return await fetch(`${service.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(body) });
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(401)]);
});

test('of twenty creates at once with one idempotency key, one makes a key and the others are told to wait', async () => {
  const total = async () => (await read<{ meta: { total: number } }>(await call('GET', '/api-keys'))).meta.total;
  const before = await total();
  const createOnce = async () =>
    await call('POST', '/api-keys', { headers: { 'Idempotency-Key': 'twenty' }, body: '{"name":"Once"}' });

  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  let refused = 0;
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const answer = await createOnce();
      if (answer.status === 409 && ++refused === 19) resolve();
      return answer;
    }),
  );

  const [made] = answers.filter(({ status }) => status === 201);
  for (const answer of answers.filter((other) => other !== made)) {
    expect(answer.headers.get('Retry-After')).toBe('1');
    await expectJson(answer, 409, plainError('idempotency_in_progress'));
  }
  expect(await (await createOnce()).text()).toBe(await made?.text());
  expect(await total()).toBe(before + 1);
});
