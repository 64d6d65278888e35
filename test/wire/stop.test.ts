import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { refusal } from '../support/refusal.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { callerOf, requestText } from './support.ts';

/** A service whose listing waits: `entered` tells when it does, `release` lets it go on. */
async function startWaitingService() {
  const entered = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const service = await startService({
    wrapStore: ({ listKeys, ...store }) => ({
      ...store,
      async listKeys(...parameters) {
        entered.resolve();
        await gate.promise;
        return await listKeys(...parameters);
      },
    }),
  });
  return { service, entered: entered.promise, release: gate.resolve };
}

function connectTo({ url }: Service) {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

test('a request in flight finishes, on a connection that then closes, and nobody new is let in', async () => {
  const { service, entered, release } = await startWaitingService();
  const answer = callerOf(service, await fetchToken(service, service.firstKey))('GET', '/api-keys');
  await entered;
  const stopped = service.stop();
  await refusal(service.url);

  release();
  const response = await answer;
  expect(response.status).toBe(200);
  expect(response.headers.get('Connection')).toBe('close');
  expect(await response.json()).toHaveProperty('count', 1);
  await stopped;
});

test('idle connections that would be kept alive do not hold it up', async () => {
  const service = await startService();
  const socket = connectTo(service);
  socket.write(requestText(['GET /health/live HTTP/1.1', 'Host: x']));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const silent = connectTo(service);
  await once(silent, 'connect');

  const started = performance.now();
  const closed = Promise.all([once(socket.resume(), 'close'), once(silent.resume(), 'close')]);
  await service.stop();
  await closed;
  // What does hold it up has 10 s.
  expect(performance.now() - started).toBeLessThan(9000);
});

test('uses that were noted are written before the store closes', async () => {
  const written: unknown[] = [];
  const service = await startService({
    wrapStore: ({ recordUses, ...store }) => ({
      ...store,
      async recordUses(uses) {
        await recordUses(uses);
        written.push(...uses);
      },
    }),
  });
  await fetchToken(service, service.firstKey);
  expect(written).toEqual([]);
  await service.stop();
  expect(written).toEqual([expect.objectContaining({ clientId: service.firstKey.clientId })]);
});
