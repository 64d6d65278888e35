import { describe, expect, test } from 'vitest';
import { answer, record, start } from '../values.ts';
import { eachStore, type Open } from './subject.ts';

export function describeAnswers(open: Open): void {
  describe('kept answers', () => {
    const subject = eachStore(open);
    const kept = answer('ans_1');

    test('one is kept with its key, for as long as it lives', async () => {
      const { store } = subject;
      expect(await store.insertKey({ ...record(2), answer: kept })).toBe(true);
      expect(await store.findAnswer('ans_1', kept.expiresAt - 1)).toEqual(kept);
      expect(await store.findAnswer('ans_1', kept.expiresAt)).toBeUndefined();
      expect(await store.findAnswer('ans_2', start)).toBeUndefined();
    });

    test('while one lives, nothing is added under its id', async () => {
      const { store } = subject;
      await store.insertKey({ ...record(2), answer: kept });
      const again = {
        ...record(3, { createdAt: kept.expiresAt - 1 }),
        answer: answer('ans_1', { fingerprint: 'new' }),
      };
      expect(await store.insertKey(again)).toBe(false);
      expect(await store.findAnswer('ans_1', start)).toEqual(kept);
      expect(await subject.clientIds()).toEqual(['key_1', 'key_2']);
      expect(await subject.total()).toBe(2);
      expect(await subject.auditIds()).not.toContain('aud_3');
    });

    test('one that has expired is replaced', async () => {
      const { store } = subject;
      await store.insertKey({ ...record(2), answer: kept });
      const later = answer('ans_1', {
        fingerprint: 'new',
        sealedAnswer: Buffer.from('new'),
        expiresAt: kept.expiresAt + 5,
      });
      expect(await store.insertKey({ ...record(3, { createdAt: kept.expiresAt }), answer: later })).toBe(true);
      expect(await store.findAnswer('ans_1', kept.expiresAt)).toEqual(later);
      expect(await subject.total()).toBe(3);
    });

    test('of many keys with one answer’s id at once, exactly one is added', async () => {
      const numbers = [2, 3, 4, 5];
      const added = await Promise.all(
        numbers.map((number) => subject.store.insertKey({ ...record(number), answer: kept })),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await subject.total()).toBe(2);
      expect(await subject.clientIds()).toEqual(['key_1', `key_${numbers[added.indexOf(true)]}`]);
    });

    test('none is kept of a key that can not be added', async () => {
      const { secret } = record(1);
      await expect(subject.store.insertKey({ ...record(2), secret, answer: kept })).rejects.toThrow();
      expect(await subject.store.findAnswer('ans_1', start)).toBeUndefined();
    });

    test('a sweep erases so many that have expired, and says whether any is left', async () => {
      for (const number of [2, 3, 4]) {
        await subject.store.insertKey({
          ...record(number),
          answer: answer(`ans_${number}`, { expiresAt: start + number }),
        });
      }
      const left = async () => {
        const found = await Promise.all([2, 3, 4].map((number) => subject.store.findAnswer(`ans_${number}`, 0)));
        return found.filter(Boolean).length;
      };
      expect([await subject.store.sweep(start + 3, 1), await left()]).toEqual([true, 2]);
      expect([await subject.store.sweep(start + 3, 1), await left()]).toEqual([false, 1]);
      expect(await subject.store.findAnswer('ans_4', start)).toBeDefined();
    });
  });
}
