import { type Clock, clockTolerance } from './domain/clock.ts';
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
  let isEnding = false;
  const sweep = async () => {
    // By a clock that is behind, a revoked token may still live.
    while ((await store.sweep(clock() - clockTolerance, sweptAtOnce)) && !isEnding);
  };
  // Each apart, since to erase may take long: a key that has leaked may have been dropped, and uses are promised in time.
  const duties = [
    { act: keepKeys, failure: 'signing keys not read again yet' },
    { act: () => useLog.flush(), failure: 'last uses not written yet' },
    { act: sweep, failure: 'what expired is not erased yet' },
  ].map(({ act, failure }) => createRounds(() => act().catch((error) => log.warn({ err: error }, failure))));
  const timer = setInterval(() => duties.map((rounds) => rounds.beginIfIdle()), interval).unref();
  return {
    async tidy() {
      for (const rounds of duties) await rounds.begin();
    },
    async stop() {
      clearInterval(timer);
      // What has expired can wait for the next start.
      isEnding = true;
      // None goes on while the store is being closed.
      await Promise.all(duties.map((rounds) => rounds.end()));
      await useLog.flush();
    },
  };
}

/** One round after the other. */
function createRounds(act: () => Promise<void>) {
  let last = Promise.resolve();
  let waiting = 0;
  const begin = () => {
    waiting += 1;
    last = last.then(act).finally(() => {
      waiting -= 1;
    });
    return last;
  };
  return { begin, beginIfIdle: () => (waiting === 0 ? begin() : undefined), end: () => last };
}
