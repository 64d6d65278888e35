import type { SecretUse, Store } from './store.ts';

/** Collects when secrets were last used, so that a token costs no write. */
export interface UseLog {
  note(use: SecretUse): void;
  /** Writes what was collected. What could not be written is kept for the next time. */
  flush(): Promise<void>;
}

/** As many secrets as are remembered between two flushes; further ones are let go rather than grow without bound. */
const maxPending = 100_000;

export function createUseLog(store: Store): UseLog {
  const pending = new Map<string, SecretUse>();
  return {
    note(use) {
      if (pending.size < maxPending || pending.has(use.secretId)) pending.set(use.secretId, use);
    },
    async flush() {
      const uses = [...pending.values()];
      if (uses.length === 0) return;
      await store.recordUses(uses);
      for (const use of uses) if (pending.get(use.secretId) === use) pending.delete(use.secretId);
    },
  };
}
