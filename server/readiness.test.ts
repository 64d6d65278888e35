import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreUnavailable } from './domain/store.ts';
import { createReadiness } from './readiness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store whose answers are given by hand. */
function storeByHand() {
  const asked: PromiseWithResolvers<void>[] = [];
  const ping = () => {
    const answer = Promise.withResolvers<void>();
    asked.push(answer);
    return answer.promise;
  };
  return { asked, ping };
}

test('any number of probes at once ask the store once, and the next one anew', async () => {
  const store = storeByHand();
  const { check } = createReadiness(store);
  const checks = Array.from({ length: 100 }, check);
  expect(store.asked).toHaveLength(1);
  store.asked[0]?.resolve();
  expect(new Set(await Promise.all(checks))).toEqual(new Set([true]));
  const next = check();
  expect(store.asked).toHaveLength(2);
  store.asked[1]?.resolve();
  expect(await next).toBe(true);
});

test('a store that does not answer within a second is unavailable, and is asked again', async () => {
  const store = storeByHand();
  const { check } = createReadiness(store);
  const refused = expect(check()).rejects.toThrow(StoreUnavailable);
  await vi.advanceTimersByTimeAsync(999);
  const late = expect(check()).rejects.toThrow(StoreUnavailable);
  expect(store.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  await Promise.all([refused, late]);
  // Whatever becomes of the answer now is nobody's concern.
  store.asked[0]?.reject(new Error('too late'));
  const next = check();
  store.asked[1]?.resolve();
  expect(await next).toBe(true);
});

test('what the store throws is thrown, and leaves no timer behind', async () => {
  const store = storeByHand();
  const { check } = createReadiness(store);
  const refused = expect(check()).rejects.toThrow(StoreUnavailable);
  store.asked[0]?.reject(new StoreUnavailable(new Error('gone')));
  await refused;
  expect(vi.getTimerCount()).toBe(0);
});

test('once it is ending nobody is ready, and the store is not asked; nor is who asked before', async () => {
  const store = storeByHand();
  const { check, end } = createReadiness(store);
  const before = check();
  end();
  store.asked[0]?.resolve();
  expect([await before, await check()]).toEqual([false, false]);
  expect(store.asked).toHaveLength(1);
});
