/** A number from 0 up to 1. */
export type Chance = () => number;

/** Numbers that look random, the same again for the same seed; any, without one. */
export function createChance(seed: string | number | undefined): Chance {
  if (seed === undefined) return Math.random;
  let state = 0x811c9dc5;
  // FNV-1a spreads the seed, mulberry32 makes the numbers.
  for (const letter of String(seed)) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(chance: Chance, items: ArrayLike<Item>): Item | undefined {
  return items[Math.floor(chance() * items.length)];
}
