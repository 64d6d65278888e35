import { expect, test } from 'vitest';
import { DomainError } from '../domain/errors.ts';
import { type Store, StoreUnavailable } from '../domain/store.ts';
import { createMetrics } from './metrics.ts';
import { measureStore } from './store.ts';

test.each([
  [new StoreUnavailable(new Error('gone')), [{ method: 'ping', reason: 'unavailable' }]],
  [new Error('no such table'), [{ method: 'ping', reason: 'other' }]],
  [new DomainError('last_secret'), []],
])('%s of the store is thrown on, timed, and a failure if it is one', async (error, failures) => {
  const metrics = createMetrics();
  const store = measureStore({ ping: () => Promise.reject(error) } as Partial<Store> as Store, metrics);
  await expect(store.ping()).rejects.toBe(error);
  const { values } = await metrics.storeFailures.get();
  expect(values.map(({ labels }) => labels)).toEqual(failures);
  expect(await metrics.registry.metrics()).toContain('latchkey_store_duration_seconds_count{method="ping"} 1');
});
