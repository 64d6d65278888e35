import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Quota } from '../domain/rate-limits.ts';
import { type CountedCalls, type Store, StoreUnavailable } from '../domain/store.ts';
import { createRateLimits } from '../rate-limits.ts';
import { openStore } from '../storage/index.ts';
import { type Counted, type Counter, namesKept } from './counter.ts';
import { sharedCounters } from './shared.ts';

const start = 1_700_000_000_000;
let now = start;
let store: Store;
/** What the store was asked to count. */
let asked: CountedCalls[] = [];
let isAway = false;
beforeEach(async () => {
  [now, asked, isAway] = [start, [], false];
  store = await openStore('sqlite::memory:');
});
afterEach(() => store.close());

async function countCalls(counted: CountedCalls) {
  asked.push(counted);
  if (isAway) throw new StoreUnavailable(new Error('away'));
  return await store.countCalls(counted);
}

/** Counters of so many processes. */
function processes(count: number, quota: Partial<Quota>, counted: Counted = 'calls'): Counter[] {
  const whole = { name: 'key', calls: 10, window: 60, ...quota };
  return Array.from({ length: count }, () => sharedCounters({ countCalls }, () => now)(whole, counted));
}

/** How many are let in of so many that come to the processes in turn. */
async function admitted(counters: readonly Counter[], calls: number, areTogether = false): Promise<number> {
  const waits: (number | undefined | Promise<number | undefined>)[] = [];
  for (let call = 0; call < calls; call++) {
    const wait = counters[call % counters.length]?.add('a');
    waits.push(areTogether ? wait : await wait);
  }
  return (await Promise.all(waits)).filter((wait) => wait === undefined).length;
}

describe('calls', () => {
  test.each([1, 7, 100, 250, 1000])('%i are let in by one process, and no more', async (calls) => {
    expect(await admitted(processes(1, { calls }), calls + 50)).toBe(calls);
  });

  test.each([1, 7, 100, 250, 1000])('%i are let in by one process of those that come together', async (calls) => {
    expect(await admitted(processes(1, { calls }), calls + 50, true)).toBe(calls);
  });

  test.each([
    [1, false],
    [10, false],
    [199, false],
    [1000, false],
    [10, true],
    [1000, true],
  ])('%i are let in by three processes together, but for a hundredth tied up in two', async (calls, areTogether) => {
    const inAll = await admitted(processes(3, { calls }), 3 * calls, areTogether);
    expect(inAll).toBeLessThanOrEqual(calls);
    expect(inAll).toBeGreaterThanOrEqual(calls < 200 ? calls : calls - (2 * calls) / 100);
  });

  test('of 1,000 within a quota of 12,000, ten ask the store', async () => {
    expect(await admitted(processes(1, { calls: 12_000 }), 1000)).toBe(1000);
    expect(asked.map(({ calls }) => calls)).toEqual([1, ...Array(9).fill(120)]);
  });

  test('that come together ask the store twice, also where the quota is small', async () => {
    expect(await admitted(processes(1, { calls: 50 }), 50, true)).toBe(50);
    expect(asked.map(({ calls }) => calls)).toEqual([1, 49]);
  });

  test('beyond the quota ask the store no more, and learn when the window ends', async () => {
    const [one, other] = processes(2, { calls: 1 }) as [Counter, Counter];
    await one.add('a');
    now += 20_000;
    expect([await one.add('a'), await other.add('a'), await other.add('a')]).toEqual([40_000, 40_000, 40_000]);
    expect(asked).toHaveLength(2);
  });

  test('are let in again when the window ends', async () => {
    const counters = processes(2, { calls: 10 });
    expect(await admitted(counters, 30)).toBe(10);
    now += 59_999;
    expect(await admitted(counters, 30)).toBe(0);
    now += 1;
    expect(await admitted(counters, 30)).toBe(10);
  });

  test('of other names, quotas and windows are others', async () => {
    const quotas = [{}, { name: 'address' }, { window: 61 }];
    const counters = quotas.flatMap((quota) => processes(1, { calls: 1, ...quota }));
    const waits = await Promise.all(counters.flatMap((counter) => [counter.add('a'), counter.add('b')]));
    expect(waits).toEqual(Array(6).fill(undefined));
  });

  test('are let in while the store is away, and asked for again a second later', async () => {
    const [counter] = processes(1, { calls: 200 }) as [Counter];
    isAway = true;
    expect([await counter.add('a'), await counter.add('a')]).toEqual([undefined, undefined]);
    expect(asked).toHaveLength(1);
    isAway = false;
    now += 1000;
    expect(await admitted([counter], 300)).toBe(200);
  });

  test('wait a second at most for a store that hangs, and are let in', async () => {
    const hangs = sharedCounters({ countCalls: () => new Promise(() => undefined) }, () => now);
    vi.useFakeTimers();
    const waits = Promise.all([1, 2].map(() => hangs({ name: 'key', calls: 10, window: 60 }, 'calls').add('a')));
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(await waits).toEqual([undefined, undefined]);
  });
});

describe('failures', () => {
  test('are counted at once, and each process lets at most one more be tried', async () => {
    const counters = processes(3, {}, 'failures');
    let tried = 0;
    for (let attempt = 0; attempt < 60; attempt++) {
      const counter = counters[attempt % 3] as Counter;
      if ((await counter.look('a')) !== undefined) continue;
      tried++;
      await counter.add('a');
    }
    expect(tried).toBeGreaterThanOrEqual(10);
    expect(tried).toBeLessThanOrEqual(12);
    expect(asked.map(({ calls }) => calls)).toEqual(Array(tried).fill(1));
  });

  test('may be tried again when the window ends', async () => {
    const [counter] = processes(1, { calls: 1 }, 'failures') as [Counter];
    await counter.add('a');
    expect(await counter.look('a')).toBe(60_000);
    now += 60_000;
    expect(await counter.look('a')).toBeUndefined();
  });

  test('that can’t be counted are not let by', async () => {
    const [counter] = processes(1, {}, 'failures') as [Counter];
    isAway = true;
    await expect(counter.add('a')).rejects.toThrow(StoreUnavailable);
    isAway = false;
    expect(await counter.add('a')).toBeUndefined();
  });
});

test('a defect of the store is not taken for its absence', async () => {
  const broken = sharedCounters({ countCalls: () => Promise.reject(new TypeError('defect')) });
  await expect(broken({ name: 'key', calls: 1, window: 1 }, 'calls').add('a')).rejects.toThrow(TypeError);
});

test('names are forgotten that were quiet longest, and asked for anew', async () => {
  const [counter] = processes(1, { calls: 1 }) as [Counter];
  await counter.add('a');
  for (let name = 0; name < namesKept; name++) await counter.add(String(name));
  asked = [];
  expect(await counter.add('a')).toBe(60_000);
  expect(asked).toHaveLength(1);
});

test('what a stranger calls itself is not stored', async () => {
  const quota = { calls: 10, window: 60 };
  const quotas = { address: quota, key: quota, clientFailures: quota, addressFailures: quota };
  const limits = createRateLimits(quotas, sharedCounters({ countCalls }));
  await limits.noteFailure({ address: '2001:db8::1', clientId: 'x'.repeat(5000) });
  const [address, client] = asked.map(({ name }) => name);
  expect(address).toBe('address-failures/60:2001:db8:0:0::/64');
  expect(client).toMatch(/^client-failures\/60:[A-Za-z0-9+/=]{44}$/);
});
