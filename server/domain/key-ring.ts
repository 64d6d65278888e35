import type { Clock } from './clock.ts';
import { signingAt } from './key-schedule.ts';
import { type OpenSigningKey, openSigningKey } from './signing-keys.ts';
import type { Store } from './store.ts';

/** The signing keys as this replica knows them. */
export interface KeyRing {
  /** The key that signs now. */
  signing(): OpenSigningKey;
  /** Whether tokens of the key with this name are accepted, as far as is known. */
  has(kid: string): boolean;
  /**
   * The key with this name. An unknown one may be another replica's of a moment ago, so the store is asked; at most once
   * a second, since anyone can invent a name.
   *
   * @throws {StoreUnavailable} if it is unknown and the store can't be asked
   */
  find(kid: string): Promise<OpenSigningKey | undefined>;
  /** Learns from the store which keys there are now. If that fails, all stays as it is. @throws why */
  refresh(): Promise<void>;
}

export interface KeyRingParts {
  readonly store: Pick<Store, 'signingKeys'>;
  readonly serviceSecret: Uint8Array;
  readonly clock: Clock;
  /** Called with the names of keys that came and went. */
  readonly onChange?: (change: { readonly added: readonly string[]; readonly dropped: readonly string[] }) => void;
}

/** Milliseconds from one look for an unknown key to the next. */
const lookInterval = 1000;

/**
 * @throws {WrongServiceSecret} if the keys were encrypted under another secret
 * @throws if there is none
 */
export async function openKeyRing({ store, serviceSecret, clock, onChange }: KeyRingParts): Promise<KeyRing> {
  /** In the store's order, the newest first. */
  let keys: ReadonlyMap<string, OpenSigningKey> = new Map();

  const read = async () => {
    const stored = await store.signingKeys();
    if (stored.length === 0) throw new Error('The store holds no signing key');
    const before = keys;
    keys = new Map(stored.map((key) => [key.kid, openSigningKey(serviceSecret, key)]));
    const added = [...keys.keys()].filter((kid) => !before.has(kid));
    const dropped = [...before.keys()].filter((kid) => !keys.has(kid));
    if (before.size > 0 && added.length + dropped.length > 0) onChange?.({ added, dropped });
  };

  // One read at a time, so that none brings back what a later one saw dropped.
  let reading: Promise<void> | undefined;
  const refresh = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  let look = { at: Number.NEGATIVE_INFINITY, end: Promise.resolve() };
  await refresh();

  return {
    refresh,
    signing: () => signingAt([...keys.values()], clock()),
    has: (kid) => keys.has(kid),
    async find(kid) {
      const known = keys.get(kid);
      if (known) return known;
      if (clock() - look.at >= lookInterval) look = { at: clock(), end: refresh() };
      await look.end;
      return keys.get(kid);
    },
  };
}
