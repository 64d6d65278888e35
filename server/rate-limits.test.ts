import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RateLimited } from './domain/rate-limits.ts';
import { createRateLimits, type Quotas } from './rate-limits.ts';

const many = { calls: 1000, window: 60 };
const limitsOf = (quotas: Partial<Quotas>) =>
  createRateLimits({ address: many, key: many, clientFailures: many, addressFailures: many, ...quotas });

/** The quota that refuses, and for how many seconds; undefined if it lets in. */
function refusal(admission: Promise<void>): Promise<[name: string, retryAfter: number] | undefined> {
  return admission.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof RateLimited) return [error.quota.name, error.retryAfter];
      throw error;
    },
  );
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('calls', () => {
  test('from one address are let in until its quota is used up', async () => {
    const limits = limitsOf({ address: { calls: 2, window: 60 } });
    const call = (address: string) => refusal(limits.admitAddress(address));
    expect([await call('1.2.3.4'), await call('1.2.3.4')]).toEqual([undefined, undefined]);
    expect(await call('1.2.3.4')).toEqual(['address', 60]);
    expect(await call('::ffff:1.2.3.4')).toEqual(['address', 60]);
    expect(await call('1.2.3.5')).toBeUndefined();
  });

  test('from one IPv6 network share a quota', async () => {
    const limits = limitsOf({ address: { calls: 2, window: 60 } });
    const call = (address: string) => refusal(limits.admitAddress(address));
    expect([await call('2001:db8::1'), await call('2001:db8::2')]).toEqual([undefined, undefined]);
    expect(await call('2001:db8::3')).toEqual(['address', 60]);
    expect(await call('2001:db8:0:1::1')).toBeUndefined();
  });

  test('of one key are let in until its quota is used up', async () => {
    const limits = limitsOf({ key: { calls: 1, window: 60 } });
    expect(await refusal(limits.admitKey('key_a'))).toBeUndefined();
    expect(await refusal(limits.admitKey('key_a'))).toEqual(['key', 60]);
    expect(await refusal(limits.admitKey('key_b'))).toBeUndefined();
  });

  test('are let in again when the window ends, which calls meanwhile do not put off', async () => {
    const limits = limitsOf({ address: { calls: 1, window: 60 } });
    const call = () => refusal(limits.admitAddress('1.2.3.4'));
    await call();
    vi.advanceTimersByTime(30_500);
    expect(await call()).toEqual(['address', 30]);
    vi.advanceTimersByTime(29_499);
    expect(await call()).toEqual(['address', 1]);
    vi.advanceTimersByTime(1);
    expect(await call()).toBeUndefined();
    expect(await call()).toEqual(['address', 60]);
  });

  test('are refused with the quota that they used up', async () => {
    const limits = limitsOf({ key: { calls: 1, window: 3600 } });
    await limits.admitKey('key_a');
    await expect(limits.admitKey('key_a')).rejects.toMatchObject({
      code: 'rate_limited',
      quota: { name: 'key', calls: 1, window: 3600 },
      retryAfter: 3600,
    });
  });
});

describe('failures', () => {
  const at = (address: string, clientId = 'key_a') => ({ address, clientId });

  test('of a client use up its quota at that address alone, and nobody else’s', async () => {
    const limits = limitsOf({ clientFailures: { calls: 2, window: 60 } });
    for (let failures = 0; failures < 2; failures++) {
      expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toBeUndefined();
      await limits.noteFailure(at('1.2.3.4'));
    }
    expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toEqual(['client-failures', 60]);
    expect(await refusal(limits.admitAttempt(at('::ffff:1.2.3.4')))).toEqual(['client-failures', 60]);
    expect(await refusal(limits.admitAttempt(at('1.2.3.5')))).toBeUndefined();
    expect(await refusal(limits.admitAttempt(at('1.2.3.4', 'key_b')))).toBeUndefined();
  });

  test('of any clients use up the quota of their address', async () => {
    const limits = limitsOf({ addressFailures: { calls: 2, window: 60 } });
    await limits.noteFailure(at('1.2.3.4', 'key_b'));
    expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toBeUndefined();
    await limits.noteFailure(at('1.2.3.4', 'key_c'));
    expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toEqual(['address-failures', 60]);
    expect(await refusal(limits.admitAttempt(at('1.2.3.5')))).toBeUndefined();
  });

  test('are no calls, and an attempt is no failure', async () => {
    const one = { calls: 1, window: 60 };
    const limits = limitsOf({ address: one, key: one, clientFailures: one, addressFailures: one });
    await limits.admitAttempt(at('1.2.3.4'));
    expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toBeUndefined();
    await limits.noteFailure(at('1.2.3.4'));
    expect(await refusal(limits.admitAddress('1.2.3.4'))).toBeUndefined();
    expect(await refusal(limits.admitKey('key_a'))).toBeUndefined();
  });

  test('are forgotten at the end of the window, even if no timer has come to say so', async () => {
    const limits = limitsOf({ clientFailures: { calls: 1, window: 60 } });
    await limits.noteFailure(at('1.2.3.4'));
    vi.setSystemTime(Date.now() + 59_001);
    expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toEqual(['client-failures', 1]);
    vi.setSystemTime(Date.now() + 999);
    expect(await refusal(limits.admitAttempt(at('1.2.3.4')))).toBeUndefined();
  });

  test.each([
    [at('1.2.3.4', '5key'), at('1.2.3.45', 'key')],
    [at('1.2.3.4', 'key1'), at('11.2.3.4', 'key')],
    [at('1.2.3.4', 'key'), at('1.2.3.4', 'key ')],
    [at('1.2.3.4', '\ud800'), at('1.2.3.4', '\ud801')],
    [at('1.2.3.4', 'key"'), at('1.2.3.4', 'key\\"')],
  ])('of %j are not those of %j', async (one, other) => {
    const limits = limitsOf({ clientFailures: { calls: 1, window: 60 } });
    await limits.noteFailure(one);
    expect(await refusal(limits.admitAttempt(one))).toEqual(['client-failures', 60]);
    expect(await refusal(limits.admitAttempt(other))).toBeUndefined();
  });
});

// Each name that is remembered has a timer.
describe('memory', () => {
  test('is not filled by invented client ids', async () => {
    const limits = limitsOf({ addressFailures: { calls: 10, window: 60 } });
    for (let id = 0; id < 1000; id++) await limits.noteFailure({ address: '1.2.3.4', clientId: `key_${id}` });
    expect(vi.getTimerCount()).toBe(11);
  });

  test('is not filled by addresses without number; those that call are not forgotten', async () => {
    const limits = limitsOf({ address: { calls: 3, window: 60 } });
    for (let network = 0; network < 10_100; network++) {
      await limits.admitAddress(`2001:db8:0:${network.toString(16)}::1`);
      if (network === 0 || network === 6000) await limits.admitAddress('1.2.3.4');
    }
    expect(vi.getTimerCount()).toBe(10_000);
    expect(await refusal(limits.admitAddress('1.2.3.4'))).toBeUndefined();
    expect(await refusal(limits.admitAddress('1.2.3.4'))).toEqual(['address', 60]);
  });

  test('is free when the windows have ended', async () => {
    const limits = limitsOf({});
    await limits.admitAddress('1.2.3.4');
    await limits.noteFailure({ address: '1.2.3.4', clientId: 'key_a' });
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('nothing that is counted keeps the process alive', async () => {
  vi.useRealTimers();
  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const before = timers();
  await limitsOf({}).admitAddress('1.2.3.4');
  expect(timers()).toBe(before);
});
