import type { RateLimits } from '../../server/domain/rate-limits.ts';
import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { createRateLimits } from '../../server/rate-limits.ts';

/** What is wrong in the service while a case is answered. */
export type Fault =
  /** A method of the store throws. */
  | { readonly kind: 'defect' | 'unavailable'; readonly method: keyof Store }
  /** The first call that comes to a method of the store waits there until the case is answered. */
  | { readonly kind: 'held'; readonly method: keyof Store }
  /** The caller's address has no calls left. */
  | { readonly kind: 'limited' };

export interface Faults {
  /** A store in which faults happen. */
  wrap(store: Store): Store;
  readonly rateLimits: RateLimits;
  /**
   * Acts with a fault in force.
   *
   * @param act is told when a call is held
   */
  during<Result>(fault: Fault | undefined, act: (holding: Promise<void>) => Promise<Result>): Promise<Result>;
}

const none = { calls: 0, window: 60 };
const exhausted = createRateLimits({ address: none, key: none, clientFailures: none, addressFailures: none });

export function createFaults(): Faults {
  let fault: Fault | undefined;
  let holding = Promise.withResolvers<void>();
  let over = Promise.withResolvers<void>();

  /** @throws if that is the fault */
  const befall = async (method: PropertyKey): Promise<void> => {
    if (!fault || !('method' in fault) || fault.method !== method) return;
    const cause = new Error('thrown by a contract test');
    if (fault.kind === 'defect') throw cause;
    if (fault.kind === 'unavailable') throw new StoreUnavailable(cause);
    fault = undefined;
    holding.resolve();
    await over.promise;
  };

  return {
    wrap: (store) =>
      new Proxy(store, {
        get(target, name) {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return async (...parameters: unknown[]) => {
            await befall(name);
            return await method.apply(target, parameters);
          };
        },
      }),

    rateLimits: {
      async admitAddress(address) {
        if (fault?.kind === 'limited') await exhausted.admitAddress(address);
      },
      async admitKey() {},
      async admitAttempt() {},
      async noteFailure() {},
    },

    async during(wanted, act) {
      fault = wanted;
      [holding, over] = [Promise.withResolvers(), Promise.withResolvers()];
      try {
        return await act(holding.promise);
      } finally {
        fault = undefined;
        over.resolve();
      }
    },
  };
}
