import { describe, expect, test } from 'vitest';
import type { Cursor } from '../../../server/domain/lists.ts';
import { entry, record, start } from '../values.ts';
import { all, eachStore, nothing, type Open } from './subject.ts';

export function describeLists(open: Open): void {
  describe('lists of keys', () => {
    const subject = eachStore(open);

    test('pages are in order of age, then id; a page past the end is empty and still counts', async () => {
      const { store } = subject;
      const made = [
        ['c', 5],
        ['b', 5],
        ['a', 9],
        ['z', 1],
      ] as const;
      for (const [id, createdAt] of made) await store.insertKey(record(id, { createdAt }));
      const expected = ['key_z', 'key_b', 'key_c', 'key_a', 'key_1'];
      expect(await subject.clientIds()).toEqual(expected);
      const paged = await Promise.all([0, 2, 4].map((offset) => store.listKeys('org_1', { limit: 2, offset })));
      expect(paged.flatMap(({ keys }) => keys.map(({ clientId }) => clientId))).toEqual(expected);
      expect(paged.map(({ hasMore }) => hasMore)).toEqual([true, true, false]);
      for (const offset of [5, Number.MAX_SAFE_INTEGER]) {
        expect(await store.listKeys('org_1', { limit: 2, offset })).toEqual({ ...nothing, total: 5 });
      }
    });

    test('there is no more behind a page that holds the last key', async () => {
      await subject.store.insertKey(record(2));
      const hasMore = async (limit: number) => (await subject.store.listKeys('org_1', { limit, offset: 0 })).hasMore;
      expect([await hasMore(1), await hasMore(2), await hasMore(3)]).toEqual([true, false, false]);
    });

    test.each([
      ['without a filter', {}],
      ['with a filter', { enabled: true }],
    ])(
      'a cursor starts behind its place, whether or not a key stands there, and the whole list is counted, %s',
      async (_, filter) => {
        const { store } = subject;
        for (const [id, createdAt] of [
          ['a', 1],
          ['b', 1],
          ['c', 2],
        ] as const) {
          await store.insertKey(record(id, { createdAt }));
        }
        const from = async (after: Cursor, offset = 0) => {
          const page = await store.listKeys('org_1', { ...all, ...filter, after, offset });
          expect(page.total).toBe(4);
          return page.keys.map(({ clientId }) => clientId).join(' ');
        };
        expect(await from({ at: 0, id: 'zzz' })).toBe('key_a key_b key_c key_1');
        expect(await from({ at: 1, id: 'key_a' })).toBe('key_b key_c key_1');
        expect(await from({ at: 1, id: 'key_aa' })).toBe('key_b key_c key_1');
        expect(await from({ at: 1, id: 'key_b' }, 1)).toBe('key_1');
        expect(await from({ at: start, id: 'key_1' })).toBe('');
      },
    );

    test('a walk by cursor meets each key once while others go and come', { timeout: 20_000 }, async () => {
      const { store } = subject;
      const numbers = Array.from({ length: 300 }, (_, index) => index + 100);
      for (const number of numbers) await store.insertKey(record(number));
      const met: string[] = [];
      let after: Cursor | undefined;
      for (let hasMore = true; hasMore; ) {
        const page = await store.listKeys('org_1', { limit: 50, offset: 0, after });
        const last = page.keys.at(-1);
        met.push(...page.keys.map(({ clientId }) => clientId));
        after = last && { at: last.createdAt, id: last.clientId };
        hasMore = page.hasMore;
        // Behind the walker: the key it stands on goes, and another one comes.
        await store.deleteKey('org_1', last?.clientId ?? '', () => entry(`del_${met.length}`));
        await store.insertKey(record(`0${met.length}`));
      }
      expect(met).toEqual(['key_1', ...numbers.map((number) => `key_${number}`)]);
    });
  });
}
