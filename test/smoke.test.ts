import { expect, test } from 'vitest';
import { fetchToken, startService } from './support/service.ts';

test('a key is created, listed and deleted, and its token dies with it', async () => {
  await using service = await startService();
  const call = async (token: string, method: string, path: string, body?: object) =>
    await fetch(service.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const token = await fetchToken(service, service.firstKey);
  const created = await (await call(token, 'POST', '/api-keys', { name: 'Worker' })).json();
  const workerToken = await fetchToken(service, created);
  expect((await (await call(workerToken, 'GET', '/api-keys')).json()).count).toBe(2);
  expect((await call(token, 'DELETE', `/api-keys/${created.clientId}`)).status).toBe(204);
  expect((await call(workerToken, 'GET', '/api-keys')).status).toBe(401);
});
