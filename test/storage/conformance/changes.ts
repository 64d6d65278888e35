import { describe, expect, test } from 'vitest';
import { changing, entry, record, secret, start } from '../values.ts';
import { eachStore, type Open } from './subject.ts';

export function describeChanges(open: Open): void {
  describe('changes of a key', () => {
    const subject = eachStore(open);
    const found = () => subject.store.findKeyWithSecrets('org_1', 'key_1');

    test('everything that may change is written, returned and noted', async () => {
      const change = { name: '', scopes: ['z'], enabled: false, expiresAt: start + 5, revision: 8, tokenGeneration: 2 };
      const changed = await subject.store.changeKey('org_1', 'key_1', ({ key, secrets }) => ({
        to: { key: { ...key, ...change }, secrets },
        audit: entry('aud_2'),
      }));
      expect(changed?.key).toMatchObject(change);
      expect(await found()).toEqual(changed);
      expect(await subject.auditIds()).toEqual(['aud_2', 'aud_1']);
    });

    test('what a key was made with does not change', async () => {
      const before = await found();
      await subject.store.changeKey('org_1', 'key_1', ({ key, secrets }) => ({
        to: { key: { ...key, createdAt: 1, createdBy: 'someone' }, secrets },
        audit: entry('aud_2'),
      }));
      expect(await found()).toEqual(before);
    });

    test('secrets come, end and go, the oldest first', async () => {
      const young = secret('sec_2', 'key_1', { createdAt: start + 2 });
      const old = secret('sec_3', 'key_1', { createdAt: start - 2, expiresAt: start + 9 });
      await subject.store.changeKey(
        'org_1',
        'key_1',
        changing('aud_2', ({ secrets }) => ({ secrets: [young, ...secrets, old] })),
      );
      expect((await found())?.secrets).toEqual([old, secret('sec_1', 'key_1'), young]);
      const changed = await subject.store.changeKey(
        'org_1',
        'key_1',
        changing('aud_3', ({ secrets }) => ({
          secrets: secrets
            .filter(({ secretId }) => secretId !== 'sec_1')
            .map((its) => ({ ...its, expiresAt: its.expiresAt === null ? start + 3 : null })),
        })),
      );
      const expected = [
        { ...old, expiresAt: null },
        { ...young, expiresAt: start + 3 },
      ];
      expect(changed?.secrets).toEqual(expected);
      expect(await subject.store.findClient('key_1')).toEqual(changed);
    });

    test('of another key, nothing changes', async () => {
      await subject.store.insertKey(record(2));
      const before = await subject.store.findClient('key_2');
      await subject.store.changeKey(
        'org_1',
        'key_1',
        changing('aud_3', ({ key }) => ({ key: { ...key, name: 'Other' }, secrets: [secret('sec_9', 'key_1')] })),
      );
      expect(await subject.store.findClient('key_2')).toEqual(before);
    });

    test('many at once come one after the other, and each sees the one before', async () => {
      const numbers = Array.from({ length: 20 }, (_, index) => index);
      const changed = await Promise.all(
        numbers.map((number) => subject.store.changeKey('org_1', 'key_1', changing(`c${number}`))),
      );
      const revisions = changed.map((its) => its?.key.revision ?? 0);
      expect(revisions.sort((a, b) => a - b)).toEqual(numbers.map((number) => number + 2));
      expect((await found())?.key.revision).toBe(21);
      expect(await subject.auditIds()).toHaveLength(21);
    });

    test('a decision that throws changes nothing, and its reason comes through as it is', async () => {
      const before = await found();
      const reason = new Error('no');
      const refuse = () => {
        throw reason;
      };
      await expect(subject.store.changeKey('org_1', 'key_1', refuse)).rejects.toBe(reason);
      expect(await found()).toEqual(before);
      expect(await subject.auditIds()).toEqual(['aud_1']);
      await subject.store.changeKey('org_1', 'key_1', changing('aud_2'));
    });

    test('a change that can not be written leaves everything as it was', async () => {
      await subject.store.insertKey(record(2));
      const before = await found();
      const taking = changing('aud_3', ({ key }) => ({
        key: { ...key, name: 'Taken' },
        secrets: [secret('sec_2', 'key_1')],
      }));
      await expect(subject.store.changeKey('org_1', 'key_1', taking)).rejects.toThrow();
      await expect(subject.store.changeKey('org_1', 'key_1', changing('aud_1'))).rejects.toThrow();
      expect(await found()).toEqual(before);
      expect(await subject.auditIds()).not.toContain('aud_3');
    });

    test('without a decision nothing changes; with an entry alone, that is written', async () => {
      const before = await found();
      expect(await subject.store.changeKey('org_1', 'key_1', () => undefined)).toEqual(before);
      expect(await subject.auditIds()).toEqual(['aud_1']);
      expect(await subject.store.changeKey('org_1', 'key_1', () => ({ audit: entry('aud_2') }))).toEqual(before);
      expect(await found()).toEqual(before);
      expect(await subject.auditIds()).toEqual(['aud_2', 'aud_1']);
    });

    test('a last use that was noted in between stays', async () => {
      const { store } = subject;
      await store.recordUses([{ organizationId: 'org_1', clientId: 'key_1', secretId: 'sec_1', usedAt: 50 }]);
      const changed = await store.changeKey(
        'org_1',
        'key_1',
        changing('aud_2', ({ key, secrets }) => ({
          key: { ...key, lastUsedAt: 1 },
          secrets: secrets.map((its) => ({ ...its, lastUsedAt: null, expiresAt: 3 })),
        })),
      );
      expect([changed?.key.lastUsedAt, changed?.secrets[0]?.lastUsedAt]).toEqual([50, 50]);
      expect(await found()).toEqual(changed);
    });
  });
}
