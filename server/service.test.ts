import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { openService } from './service.ts';

const silent = { info() {}, warn() {}, error() {} };

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
