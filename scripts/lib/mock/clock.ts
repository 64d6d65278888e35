/** What time it is. With a seed, the same again: from this instant on, a second later each time. */
export function createClock(seed: string | number | undefined): () => Date {
  if (seed === undefined) return () => new Date();
  let now = Date.parse('2026-01-01T00:00:00.000Z');
  return () => {
    now += 1000;
    return new Date(now);
  };
}
