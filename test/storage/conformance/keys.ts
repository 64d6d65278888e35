import { describe, expect, test } from 'vitest';
import { entry, key, record, secret } from '../values.ts';
import { all, eachStore, type Open } from './subject.ts';

const strange: readonly [what: string, clientId: string][] = [
  ['empty', ''],
  ['NUL', '\0'],
  ['its id and NUL', 'key_1\0'],
  ['SQL', "' OR 1=1 --"],
  ['a pattern', 'key_%'],
  ['in capitals', 'KEY_1'],
  ['its id and a space', 'key_1 '],
  ['a lone surrogate', '\ud800'],
  ['very long', 'x'.repeat(100_000)],
];

export function describeKeys(open: Open): void {
  describe('keys', () => {
    const subject = eachStore(open);

    test('a key and its secret come back as they were given', async () => {
      const { store } = subject;
      const made = key('key_2', {
        expiresAt: 2 ** 52,
        lastUsedAt: 5,
        enabled: false,
        createdBy: 'key_1',
        revision: 7,
        tokenGeneration: 3,
      });
      const its = secret('sec_2', 'key_2', { digest: Buffer.from([...Array(32).keys()]), expiresAt: 7, lastUsedAt: 6 });
      expect(await store.insertKey({ key: made, secret: its, audit: () => entry('aud_2') })).toBe(true);
      const { scopes, enabled, expiresAt, tokenGeneration } = made;
      const caller = { scopes, enabled, expiresAt, tokenGeneration, isRevoked: false };
      expect(await store.findCaller('org_1', 'key_2', 'tok')).toEqual(caller);
      expect(await store.findKeyWithSecrets('org_1', 'key_2')).toEqual({ key: made, secrets: [its] });
      expect(await store.findClient('key_2')).toEqual({ key: made, secrets: [its] });
      expect((await store.listKeys('org_1', all)).keys).toContainEqual(made);
      expect(await subject.auditIds()).toContain('aud_2');
    });

    test.each([
      ['client id', { key: key('key_1'), secret: secret('sec_2', 'key_1') }],
      ['secret id', { secret: secret('sec_1', 'key_2') }],
      ['organization', { key: key('key_2', { organizationId: 'org_9' }) }],
      ['audit id', { audit: () => entry('aud_1') }],
    ])('inserting a key whose %s does not fit leaves nothing', async (_, changes) => {
      const { store } = subject;
      const before = await store.findClient('key_1');
      await expect(store.insertKey({ ...record(2), ...changes })).rejects.toThrow();
      expect(await subject.clientIds()).toEqual(['key_1']);
      expect(await subject.total()).toBe(1);
      expect(await subject.auditIds()).toEqual(['aud_1']);
      expect(await store.findClient('key_1')).toEqual(before);
      expect(await store.findClient('key_2')).toBeUndefined();
      await store.insertKey(record(2));
      expect(await subject.total()).toBe(2);
    });

    test('deleting takes the key, its secrets and one from the count, once, and is noted once', async () => {
      const { store } = subject;
      await store.insertKey(record(2));
      const remove = (auditId: string) =>
        store.deleteKey('org_1', 'key_2', ({ key, secrets }) =>
          entry(auditId, { at: Number.MAX_SAFE_INTEGER, target: `${key.clientId} ${secrets[0]?.secretId}` }),
        );
      const deleted = await Promise.all([remove('aud_8'), remove('aud_9')]);
      expect(deleted.filter(Boolean)).toHaveLength(1);
      expect(await store.findClient('key_2')).toBeUndefined();
      expect(await subject.total()).toBe(1);
      const { entries } = await store.listAuditEntries('org_1', { limit: 9, target: 'key_2 sec_2' });
      expect(entries).toHaveLength(1);
      // The secret's id is free again, so its row is gone.
      await store.insertKey({ ...record(3), secret: secret('sec_2', 'key_3') });
      expect((await store.findClient('key_3'))?.secrets).toHaveLength(1);
    });

    test('a deletion that can not be noted does not happen', async () => {
      await expect(subject.store.deleteKey('org_1', 'key_1', () => entry('aud_1'))).rejects.toThrow();
      expect((await subject.store.findClient('key_1'))?.secrets).toHaveLength(1);
      expect(await subject.total()).toBe(1);
    });

    test('the count stays right while keys come and go at once', async () => {
      const numbers = Array.from({ length: 20 }, (_, index) => index + 2);
      await Promise.all(numbers.map((number) => subject.store.insertKey(record(number))));
      await Promise.all(
        numbers
          .slice(0, 8)
          .map((number) => subject.store.deleteKey('org_1', `key_${number}`, () => entry(`d${number}`))),
      );
      expect(await subject.total()).toBe(13);
      expect(await subject.clientIds()).toHaveLength(13);
    });

    test('a use is noted on the secret and its key, and never goes back in time', async () => {
      const note = (usedAt: number) =>
        subject.store.recordUses([{ organizationId: 'org_1', clientId: 'key_1', secretId: 'sec_1', usedAt }]);
      for (const [usedAt, expected] of [
        [50, 50],
        [40, 50],
        [60, 60],
      ] as const) {
        await note(usedAt);
        const found = await subject.store.findClient('key_1');
        expect([found?.key.lastUsedAt, found?.secrets[0]?.lastUsedAt]).toEqual([expected, expected]);
      }
    });

    test('uses of what is gone or of another organization, and no uses at all, change nothing', async () => {
      const { store } = subject;
      const before = await store.findClient('key_1');
      await store.recordUses([]);
      await store.recordUses([{ organizationId: 'org_1', clientId: 'key_9', secretId: 'sec_9', usedAt: 1 }]);
      await store.recordUses([{ organizationId: 'org_2', clientId: 'key_1', secretId: 'sec_1', usedAt: 90 }]);
      expect(await store.findClient('key_1')).toEqual(before);
    });

    test.each(strange)('a client id that is %s finds, changes and deletes nothing', async (_, clientId) => {
      const { store } = subject;
      const refuse = () => expect.unreachable('nothing to decide');
      expect(await store.findCaller('org_1', clientId, 'tok')).toBeUndefined();
      expect(await store.findClient(clientId)).toBeUndefined();
      expect(await store.findKeyWithSecrets('org_1', clientId)).toBeUndefined();
      expect(await store.changeKey('org_1', clientId, refuse)).toBeUndefined();
      expect(await store.deleteKey('org_1', clientId, refuse)).toBe(false);
      expect(await subject.clientIds()).toEqual(['key_1']);
    });

    test('answers a ping', async () => {
      await expect(subject.store.ping()).resolves.toBeUndefined();
    });
  });
}
