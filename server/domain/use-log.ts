import type { SecretUse, Store } from './store.ts';

/** Collects when secrets were last used, so that a token costs no write. */
export interface UseLog {
  note(use: SecretUse): void;
  /** Writes what was collected. What could not be written is kept for the next time. */
  flush(): Promise<void>;
}

/** As many secrets as are remembered between two flushes; further ones are let go rather than grow without bound. */
const maxPending = 100_000;

/** Uses that are written at once: other writes wait meanwhile. */
const sliceLength = 100;

export function createUseLog(store: Store): UseLog {
  const pending = new Map<string, SecretUse>();
  return {
    note(use) {
      if (pending.size < maxPending || pending.has(use.secretId)) pending.set(use.secretId, use);
    },
    async flush() {
      const uses = [...pending.values()];
      for (let start = 0; start < uses.length; start += sliceLength) {
        const slice = uses.slice(start, start + sliceLength);
        await store.recordUses(slice);
        for (const use of slice) if (pending.get(use.secretId) === use) pending.delete(use.secretId);
      }
    },
  };
}
