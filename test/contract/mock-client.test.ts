import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiError, createLatchkeyClient } from '../../client/index.ts';
import { type RunningMock, startMock } from './mock.ts';

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock({ stateful: true });
});

afterAll(() => mock.stop());

test('the client works against the stateful mock as it does against the server', async () => {
  const latchkey = createLatchkeyClient({ baseUrl: mock.url, clientId: 'someone', clientSecret: 'anything' });
  const { clientId, clientSecret } = await latchkey.createApiKey({
    body: { name: 'Worker', scopes: ['read:api-key'] },
  });
  const { apiKeys, meta } = await latchkey.listApiKeys({ limit: 100 });
  expect(apiKeys.map((key) => key.clientId)).toContain(clientId);
  expect(meta.total).toBe(apiKeys.length);
  expect(await latchkey.getApiKey({ clientId })).toMatchObject({ clientId, name: 'Worker' });

  const worker = createLatchkeyClient({ baseUrl: mock.url, clientId, clientSecret });
  expect(await worker.getApiKey({ clientId })).toMatchObject({ clientId });
  await expect(worker.createApiKey({ body: { name: 'Climber' } })).rejects.toMatchObject({ status: 403 });

  await latchkey.deleteApiKey({ clientId });
  await expect(latchkey.getApiKey({ clientId })).rejects.toBeInstanceOf(ApiError);
  await expect(latchkey.getApiKey({ clientId })).rejects.toMatchObject({ status: 404, code: 'not_found' });
  const fresh = createLatchkeyClient({ baseUrl: mock.url, clientId, clientSecret });
  await expect(fresh.listApiKeys()).rejects.toMatchObject({ status: 401 });
});

test('what the client adds to the calls works against the stateful mock, too', async () => {
  const latchkey = createLatchkeyClient({ baseUrl: mock.url, clientId: 'someone', clientSecret: 'anything' });
  const made = await Promise.all(
    Array.from({ length: 3 }, () => latchkey.createApiKey({ body: { name: 'One of many' } })),
  );
  const listed: string[] = [];
  for await (const { clientId } of latchkey.eachApiKey({ limit: 2 })) listed.push(clientId);
  expect(listed).toEqual(expect.arrayContaining(made.map(({ clientId }) => clientId)));
  expect(new Set(listed).size).toBe(listed.length);

  const { clientId = '', clientSecret = '', secretId } = made[0] ?? {};
  const handed: string[] = [];
  const rotated = await latchkey.rotate({ clientId, handOver: (secret) => handed.push(secret.clientSecret) });
  expect(rotated.retired).toEqual([secretId]);
  const statusWith = async (secret: string) =>
    (await createLatchkeyClient({ baseUrl: mock.url, clientId, clientSecret: secret }).answers.listApiKeys()).status;
  expect(await statusWith(handed[0] ?? '')).toBe(200);
  await expect(statusWith(clientSecret)).rejects.toMatchObject({ status: 401 });
});
