import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import type { Quota } from '../domain/rate-limits.ts';
import { type Store, StoreUnavailable } from '../domain/store.ts';
import { answerInTime } from '../in-time.ts';
import { type Counted, type Counter, type CreateCounter, namesKept } from './counter.ts';

/** What this process has of one window. */
interface Share {
  /** Calls that the store has counted already, and that haven't come yet. */
  left: number;
  /** Whether the store has no more. */
  isUsedUp: boolean;
  /** Milliseconds since 1970. */
  endsAt: number;
  /** Calls that wait for the store's answer. */
  waiting: number;
  asking: Promise<void> | undefined;
}

/** Milliseconds for which calls are let in without asking, when the store is away. */
const outage = 1000;

/** Milliseconds that a call waits to be counted. Of a store that hangs, what the call itself asks takes long enough. */
const patience = 1000;

/**
 * Counts that all processes on one store share. A process has calls counted a hundredth of the quota at a time, and lets
 * so many in by itself: together never more than the quota, and each process ties up at most such a part of it.
 *
 * Calls are let in while the store is away or slow: most of them fail there anyway, and for the others it isn't needed.
 * Failures are not: then nobody would be kept from guessing.
 */
export function sharedCounters(store: Pick<Store, 'countCalls'>, clock: Clock = Date.now): CreateCounter {
  return (quota, counted) => createSharedCounter(store, clock, quota, counted);
}

function createSharedCounter(store: Pick<Store, 'countCalls'>, clock: Clock, quota: Quota, counted: Counted): Counter {
  const part = counted === 'calls' ? Math.max(1, Math.floor(quota.calls / 100)) : 1;
  const shares = new LRUCache<string, Share>({ max: namesKept });

  const shareOf = (name: string): Share => {
    const known = shares.get(name);
    if (known && (known.asking || known.endsAt > clock())) return known;
    const share = { left: 0, isUsedUp: false, endsAt: 0, waiting: 0, asking: undefined };
    shares.set(name, share);
    return share;
  };

  const ask = async (name: string, share: Share): Promise<void> => {
    // Who calls once ties up no more than that.
    const wanted = Math.max(share.waiting, share.endsAt === 0 ? 1 : part);
    const window = quota.window * 1000;
    try {
      // Under the window's length, too: one that is set anew is a new one.
      const fullName = `${quota.name}/${quota.window}:${name}`;
      const count = store.countCalls({ name: fullName, calls: wanted, now: clock(), window });
      const { calls, endsAt } = await (counted === 'calls' ? answerInTime(count, patience) : count);
      share.left = Math.min(wanted, Math.max(0, quota.calls - (calls - wanted)));
      share.isUsedUp = calls >= quota.calls;
      share.endsAt = endsAt;
    } catch (error) {
      if (counted === 'failures' || !(error instanceof StoreUnavailable)) throw error;
      share.left = Math.max(wanted, part);
      share.endsAt = clock() + outage;
    } finally {
      share.asking = undefined;
    }
  };

  return {
    quota,

    async add(name) {
      const share = shareOf(name);
      share.waiting++;
      try {
        while (share.left === 0 && !share.isUsedUp) {
          share.asking ??= ask(name, share);
          await share.asking;
        }
      } finally {
        share.waiting--;
      }
      if (share.left === 0) return share.endsAt - clock();
      share.left--;
      return undefined;
    },

    async look(name) {
      const share = shares.get(name);
      const isFull = share?.isUsedUp && share.left === 0 && share.endsAt > clock();
      return isFull ? share.endsAt - clock() : undefined;
    },
  };
}
