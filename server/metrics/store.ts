import { DomainError } from '../domain/errors.ts';
import { type Store, StoreUnavailable } from '../domain/store.ts';
import type { Metrics } from './metrics.ts';

type AnyMethod = (...parameters: unknown[]) => Promise<unknown>;

/** The same store, which measures how long each call takes, and counts those that fail. */
export function measureStore(store: Store, { storeSeconds, storeFailures }: Metrics): Store {
  const { connections, close, ...calls } = store;
  const measure = (method: string, call: AnyMethod): AnyMethod => {
    const { observe } = storeSeconds.labels(method);
    return async (...parameters) => {
      const started = performance.now();
      try {
        return await call(...parameters);
      } catch (error) {
        // What the domain decides within a change is no failure of the store.
        if (!(error instanceof DomainError)) storeFailures.inc({ method, reason: reasonOf(error) });
        throw error;
      } finally {
        observe((performance.now() - started) / 1000);
      }
    };
  };
  const measured = Object.entries<AnyMethod>(calls as never).map(([name, call]) => [name, measure(name, call)]);
  return { ...(Object.fromEntries(measured) as typeof calls), connections, close };
}

function reasonOf(error: unknown): string {
  return error instanceof StoreUnavailable ? 'unavailable' : 'other';
}
