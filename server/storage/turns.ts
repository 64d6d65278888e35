import { setTimeout as wait } from 'node:timers/promises';
import { StoreUnavailable } from '../domain/store.ts';

/** Acts of one name come one after the other; those of others don't wait for them. */
export interface Turns {
  /** @throws {StoreUnavailable} if its turn doesn't come in time; then nothing was done */
  take<Result>(name: string, act: () => Promise<Result>): Promise<Result>;
}

/** @param longestWait milliseconds */
export function createTurns(longestWait: number): Turns {
  /** When the last of each name will be through. */
  const ends = new Map<string, Promise<void>>();

  return {
    async take(name, act) {
      const before = ends.get(name);
      const { promise: through, resolve: finish } = Promise.withResolvers<void>();
      const end = before ? before.then(() => through) : through;
      ends.set(name, end);
      void end.then(() => ends.get(name) === end && ends.delete(name));
      try {
        if (before) await within(longestWait, before);
        return await act();
      } finally {
        finish();
      }
    },
  };
}

async function within(milliseconds: number, awaited: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const isLate = wait(milliseconds, true, { signal: timer.signal }).catch(() => false);
  const tooLate = await Promise.race([awaited.then(() => false), isLate]);
  timer.abort();
  if (tooLate) throw new StoreUnavailable(new Error('Too many changes of this organization wait'));
}
