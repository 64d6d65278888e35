import type { Clock } from './domain/clock.ts';
import type { Store } from './domain/store.ts';
import type { UseLog } from './domain/use-log.ts';
import type { EdgeLog } from './edge/index.ts';

export interface HousekeepingParts {
  readonly store: Store;
  readonly useLog: UseLog;
  readonly log: EdgeLog;
  readonly clock: Clock;
  /** Erases, adds and learns signing keys. */
  readonly keepKeys: () => Promise<void>;
  /** Milliseconds. */
  readonly interval: number;
}

export interface Housekeeping {
  /** Does now what there is to do. */
  tidy(): Promise<void>;
  /** Does what there is to do a last time. */
  stop(): Promise<void>;
}

/** Rows that are erased at once: other writes wait meanwhile. */
const sweptAtOnce = 500;

/** What is done beside requests: last uses are written, what has expired is erased, and signing keys are kept. */
export function keepHouse({ store, useLog, log, clock, keepKeys, interval }: HousekeepingParts): Housekeeping {
  const sweep = async () => {
    while (await store.sweep(clock(), sweptAtOnce));
  };
  const tidy = async () => {
    // First, since the others may take long, and a key that has leaked may have been dropped.
    await keepKeys().catch((error) => log.warn({ err: error }, 'signing keys not read again yet'));
    await useLog.flush().catch((error) => log.warn({ err: error }, 'last uses not written yet'));
    await sweep().catch((error) => log.warn({ err: error }, 'what expired is not erased yet'));
  };
  // One round after the other, and none while the store is being closed.
  let rounds = Promise.resolve();
  const tidyInTurn = () => {
    rounds = rounds.then(tidy);
    return rounds;
  };
  const timer = setInterval(tidyInTurn, interval).unref();
  return {
    tidy: tidyInTurn,
    async stop() {
      clearInterval(timer);
      await rounds;
      await useLog.flush();
    },
  };
}
