import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Quota } from '../domain/rate-limits.ts';
import { type Counter, namesKept } from './counter.ts';

/**
 * Counts in the memory of this process.
 *
 * @param quota its window is one of at most 24 days: a timer can't wait longer
 */
export function createLocalCounter(quota: Quota): Counter {
  // Its timers don't keep the process alive.
  const limiter = new RateLimiterMemory({ keyPrefix: '', points: quota.calls, duration: quota.window });
  const kept = new LRUCache<string, true>({ max: namesKept, dispose: (_, name) => void limiter.delete(name) });
  // A window may have ended before its timer came to say so.
  const endOf = ({ msBeforeNext }: RateLimiterRes) => (msBeforeNext > 0 ? msBeforeNext : undefined);
  return {
    quota,

    async add(name) {
      kept.set(name, true);
      const found = await limiter.penalty(name);
      return found.consumedPoints > quota.calls ? endOf(found) : undefined;
    },

    async look(name) {
      const found = await limiter.get(name);
      return found && found.consumedPoints >= quota.calls ? endOf(found) : undefined;
    },
  };
}
