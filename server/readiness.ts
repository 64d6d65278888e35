import { type Store, StoreUnavailable } from './domain/store.ts';

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
      asked ??= answerInTime(store.ping()).finally(() => {
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

function answerInTime(answer: Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = new Error(`It did not answer within ${patience} ms`);
  const timer = setTimeout(() => reject(new StoreUnavailable(late)), patience);
  answer.then(resolve, reject);
  return promise.finally(() => clearTimeout(timer));
}
