/** What is known of one thing. */
export interface Entry {
  /** Everything that later answers may show. */
  readonly value: Readonly<Record<string, unknown>>;
  /** What was shown once, when it was made. */
  readonly once: Readonly<Record<string, unknown>>;
  /** Made here, not by an example. */
  readonly isNew: boolean;
  /** How often it was changed, and once more: what an ETag says. */
  readonly revision: number;
}

/** A thing in place of what it was. */
export function changed(entry: Entry, value: Entry['value']): Entry {
  return { ...entry, value, revision: entry.revision + 1 };
}

/** One collection: ids to things, in the order in which they were made. */
export type Collection = ReadonlyMap<string, Entry>;

/** Everything that a mock remembers, in memory. */
export interface Store {
  /** A collection; made with these things, if it isn't known. */
  collection(key: string, seeds: () => readonly [id: string, entry: Entry][]): Collection;
  put(key: string, id: string, entry: Entry): void;
  /** Removes a thing, and the collections below its path. */
  remove(key: string, id: string, path: string): void;
  /** Every thing in the collections below a path. */
  below(path: string): IterableIterator<Entry>;
  /** Every thing, with its id. */
  all(): IterableIterator<[id: string, entry: Entry]>;
  /** Whether a thing of this id was removed, of those removed lately. */
  wasRemoved(id: string): boolean;
}

/** Beyond these the oldest go. */
export const bounds = { collections: 1_000, things: 10_000, removed: 10_000, characters: 32 * 1024 * 1024 };

export function createStore(): Store {
  const collections = new Map<string, Map<string, Entry>>();
  const sizes = new Map<Entry, number>();
  const removed = new Set<string>();
  let characters = 0;

  const forget = (entry: Entry | undefined) => {
    if (!entry) return;
    characters -= sizes.get(entry) ?? 0;
    sizes.delete(entry);
  };
  const drop = (key: string) => {
    for (const entry of collections.get(key)?.values() ?? []) forget(entry);
    collections.delete(key);
  };
  const dropOldestThing = () => {
    const [oldest] = sizes.keys();
    for (const [key, things] of collections) {
      const found = things.entries().find(([, entry]) => entry === oldest);
      if (!found) continue;
      things.delete(found[0]);
      if (things.size === 0) collections.delete(key);
      break;
    }
    forget(oldest);
  };
  const keep = (things: Map<string, Entry>, id: string, entry: Entry) => {
    forget(things.get(id));
    things.set(id, entry);
    const size = JSON.stringify(entry).length;
    sizes.set(entry, size);
    characters += size;
    while (sizes.size > bounds.things || (characters > bounds.characters && sizes.size > 1)) dropOldestThing();
  };

  return {
    collection(key, seeds) {
      const known = collections.get(key);
      if (known) return known;
      const things = new Map<string, Entry>();
      collections.set(key, things);
      for (const [id, entry] of seeds()) keep(things, id, entry);
      const [oldest] = collections.keys();
      if (collections.size > bounds.collections && oldest !== undefined) drop(oldest);
      return things;
    },
    put(key, id, entry) {
      const things = collections.get(key) ?? new Map<string, Entry>();
      collections.set(key, things);
      keep(things, id, entry);
    },
    remove(key, id, path) {
      forget(collections.get(key)?.get(id));
      collections.get(key)?.delete(id);
      for (const below of [...collections.keys()].filter((other) => other.startsWith(`${path}/`))) drop(below);
      removed.add(id);
      const [oldest] = removed;
      if (removed.size > bounds.removed && oldest !== undefined) removed.delete(oldest);
    },
    *below(path) {
      for (const [key, things] of collections) if (key.startsWith(`${path}/`)) yield* things.values();
    },
    *all() {
      for (const things of collections.values()) yield* things;
    },
    wasRemoved: (id) => removed.has(id),
  };
}
