import { describe, expect, test } from 'vitest';
import type { KeyQuery } from '../../../server/domain/lists.ts';
import { record, start } from '../values.ts';
import { all, eachStore, type Open } from './subject.ts';

const lastPoint = '\u{10ffff}';
const names = [
  'a',
  'A',
  'ab',
  'a_b',
  'axb',
  '100%',
  '1000',
  '🔑',
  '🔑🔒',
  '🔒',
  '\ud7ff!',
  '\ue000',
  lastPoint,
  `b${lastPoint}!`,
];

export function describeFilters(open: Open): void {
  describe('filters on keys', () => {
    const subject = eachStore(open);
    const namesOf = async (query: Partial<KeyQuery>) => {
      const page = await subject.store.listKeys('org_1', { ...all, ...query });
      expect(page).toMatchObject({ total: page.keys.length, totalIsCapped: false, hasMore: false });
      return page.keys.map(({ name }) => name);
    };

    test('a name is found by its beginning, in these very letters', async () => {
      for (const [index, name] of names.entries())
        await subject.store.insertKey(record(`n${index}`, { name, createdAt: index }));
      const prefixes = [
        ...names,
        '',
        '🔓',
        'a_',
        '10',
        '%',
        '_',
        'a%',
        '\ud7ff',
        lastPoint.repeat(2),
        'b',
        `b${lastPoint}`,
        "a'",
      ];
      for (const prefix of prefixes) {
        const expected = [...names, 'Ключ 🔑'].filter((name) => name.startsWith(prefix));
        expect([prefix, await namesOf({ name: prefix })]).toEqual([prefix, expected]);
      }
    });

    test('each filter alone and all together let through what they say', async () => {
      const at = start;
      const made = [
        ['one', true, null, null],
        ['two', false, at, at],
        ['three', true, at + 1, at + 1],
        ['other', false, at, null],
        ['toll', true, at - 1, at - 1],
      ] as const;
      for (const [index, [name, enabled, expiresAt, lastUsedAt]] of made.entries()) {
        await subject.store.insertKey(record(name, { name, enabled, expiresAt, lastUsedAt, createdAt: index }));
      }
      const never = 'Ключ 🔑';
      expect(await namesOf({ enabled: true })).toEqual(['one', 'three', 'toll', never]);
      expect(await namesOf({ enabled: false })).toEqual(['two', 'other']);
      expect(await namesOf({ expiresBefore: at })).toEqual(['toll']);
      expect(await namesOf({ expiresBefore: at + 1 })).toEqual(['two', 'other', 'toll']);
      expect(await namesOf({ lastUsedBefore: at })).toEqual(['one', 'other', 'toll', never]);
      expect(await namesOf({ lastUsedBefore: at + 1 })).toEqual(['one', 'two', 'other', 'toll', never]);
      expect(await namesOf({ lastUsedBefore: -1 })).toEqual(['one', 'other', never]);
      expect(await namesOf({ name: 't', enabled: true })).toEqual(['three', 'toll']);
      expect(await namesOf({ name: 't', expiresBefore: at + 1 })).toEqual(['two', 'toll']);
      expect(await namesOf({ enabled: false, lastUsedBefore: at })).toEqual(['other']);
      expect(await namesOf({ name: 't', enabled: true, expiresBefore: at + 9, lastUsedBefore: at })).toEqual(['toll']);
      expect(await namesOf({ name: 't', enabled: false, expiresBefore: at, lastUsedBefore: at })).toEqual([]);
    });

    test('what passes comes in the order of the list, in pages', async () => {
      for (const [index, name] of ['z', 'y', 'x', 'w', 'v'].entries()) {
        await subject.store.insertKey(record(name, { name: `n${name}`, createdAt: index, expiresAt: 9 - index }));
      }
      for (const filter of [{ name: 'n' }, { expiresBefore: 50 }, { name: 'n', enabled: true, lastUsedBefore: 3 }]) {
        const pages = [0, 2, 4, 6].map((offset) => subject.store.listKeys('org_1', { limit: 2, offset, ...filter }));
        const read = await Promise.all(pages);
        expect(read.map(({ keys }) => keys.map(({ name }) => name).join())).toEqual(['nz,ny', 'nx,nw', 'nv', '']);
        expect(read.map(({ hasMore, total }) => [hasMore, total])).toEqual([
          [true, 5],
          [true, 5],
          [false, 5],
          [false, 5],
        ]);
      }
    });
  });
}
