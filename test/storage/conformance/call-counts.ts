import { describe, expect, test } from 'vitest';
import type { CountedCalls } from '../../../server/domain/store.ts';
import { start } from '../values.ts';
import { eachStore, type Open } from './subject.ts';

export function describeCallCounts(open: Open): void {
  describe('counts of calls', () => {
    const subject = eachStore(open);
    const count = (counted: Partial<CountedCalls> = {}) =>
      subject.store.countCalls({ name: 'a', calls: 1, now: start, window: 1000, ...counted });
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    test('are of all calls of a window, which begins with the first of them', async () => {
      expect(await count()).toEqual({ calls: 1, endsAt: start + 1000 });
      expect(await count({ calls: 1_000_000, now: start + 999 })).toEqual({ calls: 1_000_001, endsAt: start + 1000 });
      expect(await count({ now: start - 5 })).toEqual({ calls: 1_000_002, endsAt: start + 1000 });
    });

    test('begin anew when the window ends', async () => {
      await count({ calls: 9 });
      expect(await count({ calls: 2, now: start + 1000, window: 5 })).toEqual({ calls: 2, endsAt: start + 1005 });
      expect(await count({ now: start + 1004 })).toEqual({ calls: 3, endsAt: start + 1005 });
    });

    test('under another name are others', async () => {
      await count({ calls: 9 });
      expect(await count({ name: 'A' })).toEqual({ calls: 1, endsAt: start + 1000 });
    });

    test.each(['in a new window', 'where one has just ended'])(
      'that are added at once %s are all counted',
      async (where) => {
        if (where !== 'in a new window') await count({ calls: 9, now: start - 1000 });
        const counts = await Promise.all(numbers.map(() => count()));
        expect(counts.map(({ calls }) => calls).sort((a, b) => a - b)).toEqual(numbers);
        expect(new Set(counts.map(({ endsAt }) => endsAt))).toEqual(new Set([start + 1000]));
      },
    );

    test('a sweep erases so many of those whose window has ended, and says whether any is left', async () => {
      for (const name of ['a', 'b', 'c']) await count({ name });
      await count({ name: 'd', now: start + 1 });
      expect(await subject.store.sweep(start + 999, 9)).toBe(false);
      expect(await subject.store.sweep(start + 1000, 2)).toBe(true);
      expect(await subject.store.sweep(start + 1000, 1)).toBe(false);
      const counts = await Promise.all(['a', 'b', 'c', 'd'].map((name) => count({ name, now: start })));
      expect(counts.map(({ calls }) => calls)).toEqual([1, 1, 1, 2]);
    });
  });
}
