import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type Attempt, type Quota, RateLimited, type RateLimits } from './domain/rate-limits.ts';
import { networkOf } from './networks.ts';

/** How much is allowed: calls by address and by key, failed authentications of a client at an address and by address. */
export type Quotas = Readonly<Record<'address' | 'key' | 'clientFailures' | 'addressFailures', Omit<Quota, 'name'>>>;

/**
 * Limits that are counted in this process, in windows that start with a caller's first call.
 *
 * Memory is bounded: each quota remembers the latest 10,000 callers, and what strangers call themselves as a hash.
 *
 * @param quotas windows of at most 24 days: a timer can't wait longer
 */
export function createRateLimits(quotas: Quotas): RateLimits {
  const calls = createCounter({ name: 'address', ...quotas.address });
  const keyCalls = createCounter({ name: 'key', ...quotas.key });
  const clientFailures = createCounter({ name: 'client-failures', ...quotas.clientFailures });
  const failures = createCounter({ name: 'address-failures', ...quotas.addressFailures });
  return {
    async admitAddress(address) {
      refuseBeyond(await calls.add(networkOf(address)));
    },

    async admitKey(clientId) {
      refuseBeyond(await keyCalls.add(clientId));
    },

    async admitAttempt(attempt) {
      refuseFull(await failures.look(networkOf(attempt.address)));
      refuseFull(await clientFailures.look(nameOf(attempt)));
    },

    // Where the address has no room left, nothing more need be known: invented client ids can't fill the memory.
    async noteFailure(attempt) {
      const { used, quota } = await failures.add(networkOf(attempt.address));
      if (used <= quota.calls) await clientFailures.add(nameOf(attempt));
    },
  };
}

/** One name for a client at an address. A hash, since a client id is whatever a stranger sends. */
function nameOf({ clientId, address }: Attempt): string {
  return hash('sha256', JSON.stringify([networkOf(address), clientId]), 'base64');
}

/** What of a quota is used, and when it is whole again. */
interface Use {
  readonly quota: Quota;
  readonly used: number;
  /** Milliseconds. */
  readonly endsIn: number;
}

/** The only place that knows where the counts are. */
interface Counter {
  /** Counts one. */
  add(name: string): Promise<Use>;
  look(name: string): Promise<Use>;
}

/** Who has more addresses than this gains nothing when one is forgotten: each of the others has a quota, too. */
const namesKept = 10_000;

function createCounter(quota: Quota): Counter {
  // Its timers don't keep the process alive.
  const limiter = new RateLimiterMemory({ keyPrefix: '', points: quota.calls, duration: quota.window });
  // Forgets those who have been quiet longest.
  const kept = new LRUCache<string, true>({ max: namesKept, dispose: (_, name) => void limiter.delete(name) });
  const toUse = (found: RateLimiterRes | null): Use => {
    // A window may have ended before its timer came to say so.
    const isOver = !found || found.msBeforeNext <= 0;
    return { quota, used: isOver ? 0 : found.consumedPoints, endsIn: isOver ? 0 : found.msBeforeNext };
  };
  return {
    async add(name) {
      kept.set(name, true);
      return toUse(await limiter.penalty(name));
    },
    async look(name) {
      return toUse(await limiter.get(name));
    },
  };
}

function refuseBeyond(use: Use): void {
  if (use.used > use.quota.calls) refuse(use);
}

function refuseFull(use: Use): void {
  if (use.used >= use.quota.calls) refuse(use);
}

function refuse({ quota, endsIn }: Use): never {
  throw new RateLimited(quota, Math.max(1, Math.ceil(endsIn / 1000)));
}
