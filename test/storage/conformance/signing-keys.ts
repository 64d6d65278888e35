import { describe, expect, test } from 'vitest';
import { signingKey } from '../values.ts';
import { eachStore, type Open } from './subject.ts';

export function describeSigningKeys(open: Open): void {
  describe('signing keys', () => {
    const subject = eachStore(open);
    const kids = async () => (await subject.store.signingKeys()).map(({ kid }) => kid);
    const add = (kid: string, newest: string | undefined) => subject.store.addSigningKey(signingKey(kid), newest);
    const replace = (kid: string) => subject.store.replaceSigningKeys(signingKey(kid));
    /** Who of many at once is told that it won. */
    const winners = async (wins: readonly Promise<boolean>[]) => (await Promise.all(wins)).filter(Boolean).length;

    test('of many first ones at once, one is stored, and who added it knows', async () => {
      expect(await kids()).toEqual([]);
      expect(await winners(['a', 'b', 'c'].map((kid) => add(kid, undefined)))).toBe(1);
      const [stored, ...others] = await subject.store.signingKeys();
      expect({ stored, others }).toEqual({ stored: signingKey(stored?.kid ?? ''), others: [] });
      expect(await add('d', undefined)).toBe(false);
      expect(await kids()).toEqual([stored?.kid]);
    });

    test('the newest is the first, and only who knows it adds the next, once', async () => {
      await add('c', undefined);
      expect([await add('a', 'c'), await add('b', 'c'), await add('b', 'a')]).toEqual([true, false, true]);
      expect(await kids()).toEqual(['b', 'a', 'c']);
      expect(await winners(['x', 'y', 'z'].map((kid) => add(kid, 'b')))).toBe(1);
      expect(await kids()).toHaveLength(4);
    });

    test('one that replaces all leaves no other, whatever is added at the same moment', async () => {
      await add('a', undefined);
      await add('b', 'a');
      const [c, d] = await Promise.all([replace('c'), replace('d'), add('e', 'b')]);
      expect(await kids()).toHaveLength(c || d ? 1 : 3);
      await expect(replace('f')).resolves.toBe(true);
      expect(await kids()).toEqual(['f']);
      expect([await add('g', 'b'), await add('g', 'f')]).toEqual([false, true]);
    });

    test('those that are erased are gone, and no other', async () => {
      await add('a', undefined);
      await add('b', 'a');
      await add('c', 'b');
      await subject.store.eraseSigningKeys([]);
      expect(await kids()).toEqual(['c', 'b', 'a']);
      await subject.store.eraseSigningKeys(['a', 'nobody']);
      await subject.store.eraseSigningKeys(['b', 'a']);
      expect(await kids()).toEqual(['c']);
      expect(await add('d', 'c')).toBe(true);
      expect(await kids()).toEqual(['d', 'c']);
    });
  });
}
