import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { openService } from './service.ts';

const silent = { info() {}, warn() {}, error() {} };

test('told to stop, it is not ready, yet lives and serves; after that nobody listens', async () => {
  const config = readConfig({ DATABASE_URL: 'sqlite::memory:', METRICS_PORT: '0' });
  const errors: string[] = [];
  const log = { ...silent, error: (_: object, message: string) => void errors.push(message) };
  const service = await openService(config, log, () => {});
  const url = await service.app.listen(0, '127.0.0.1');
  const ask = async (path: string) => {
    const { status, headers } = await fetch(url + path);
    return `${status} ${headers.get('Connection')}`;
  };
  expect(await ask('/health/ready')).toBe('200 keep-alive');
  service.app.drain();
  expect(await ask('/health/ready')).toBe('503 close');
  expect(await ask('/health/live')).toBe('200 close');
  expect(await ask('/api-keys')).toBe('401 close');
  await service.stop();
  await expect(ask('/health/live')).rejects.toThrow();
  expect(errors).toEqual([]);
});

test.each([
  ['on', [401, 401, 429]],
  ['off', [401, 401, 401]],
])('with RATE_LIMITS=%s calls beyond a limit are answered so', async (RATE_LIMITS, expected) => {
  const config = readConfig({ DATABASE_URL: 'sqlite::memory:', RATE_LIMITS, RATE_LIMIT_ADDRESS: '2/600' });
  const service = await openService(config, silent, () => {});
  const url = await service.app.listen(0, '127.0.0.1');
  const statuses: number[] = [];
  while (statuses.length < 3) statuses.push((await fetch(`${url}/api-keys`)).status);
  await service.stop();
  expect(statuses).toEqual(expected);
});
