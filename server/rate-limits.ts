import { hash } from 'node:crypto';
import type { Counter, CreateCounter } from './counters/counter.ts';
import { createLocalCounter } from './counters/local.ts';
import { type Attempt, type Quota, RateLimited, type RateLimits } from './domain/rate-limits.ts';
import { networkOf } from './networks.ts';

/** How much is allowed: calls by address and by key, failed authentications of a client at an address and by address. */
export type Quotas = Readonly<Record<'address' | 'key' | 'clientFailures' | 'addressFailures', Omit<Quota, 'name'>>>;

/**
 * Limits in windows that start with a caller's first call.
 *
 * Memory is bounded: each quota remembers the latest callers, and what strangers call themselves as a hash.
 *
 * @param createCounter counts in this process by default
 */
export function createRateLimits(quotas: Quotas, createCounter: CreateCounter = createLocalCounter): RateLimits {
  const calls = createCounter({ name: 'address', ...quotas.address }, 'calls');
  const keyCalls = createCounter({ name: 'key', ...quotas.key }, 'calls');
  const clientFailures = createCounter({ name: 'client-failures', ...quotas.clientFailures }, 'failures');
  const failures = createCounter({ name: 'address-failures', ...quotas.addressFailures }, 'failures');
  return {
    async admitAddress(address) {
      refuseIf(await calls.add(networkOf(address)), calls);
    },

    async admitKey(clientId) {
      refuseIf(await keyCalls.add(clientId), keyCalls);
    },

    async admitAttempt(attempt) {
      refuseIf(await failures.look(networkOf(attempt.address)), failures);
      refuseIf(await clientFailures.look(nameOf(attempt)), clientFailures);
    },

    // Where the address has no room left, nothing more need be known: invented client ids can't fill the memory.
    async noteFailure(attempt) {
      const hasRoom = (await failures.add(networkOf(attempt.address))) === undefined;
      if (hasRoom) await clientFailures.add(nameOf(attempt));
    },
  };
}

/** One name for a client at an address. A hash, since a client id is whatever a stranger sends. */
function nameOf({ clientId, address }: Attempt): string {
  return hash('sha256', JSON.stringify([networkOf(address), clientId]), 'base64');
}

/** @param wait milliseconds until there is room; undefined if there is */
function refuseIf(wait: number | undefined, { quota }: Counter): void {
  if (wait !== undefined) throw new RateLimited(quota, Math.max(1, Math.ceil(wait / 1000)));
}
