import type { Store } from './domain/store.ts';
import { answerInTime } from './in-time.ts';

/** Whether this process can serve. */
export interface Readiness {
  /** False once it is stopping. @throws {StoreUnavailable} if the store doesn't answer in time */
  check(): Promise<boolean>;
  /** Says no from now on, without asking the store. */
  end(): void;
}

/** Milliseconds that the store has to answer: fewer than a probe usually waits. */
const patience = 1000;

/** Asks the store once for all who want to know at the same time. */
export function createReadiness(store: Pick<Store, 'ping'>): Readiness {
  let isEnding = false;
  let asked: Promise<void> | undefined;
  return {
    async check() {
      if (isEnding) return false;
      asked ??= answerInTime(store.ping(), patience).finally(() => {
        asked = undefined;
      });
      await asked;
      return !isEnding;
    },
    end() {
      isEnding = true;
    },
  };
}
