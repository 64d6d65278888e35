import { describe, expect, test } from 'vitest';
import { entry, founding, key, organization, record } from '../values.ts';
import { all, eachStore, nothing, type Open } from './subject.ts';

export function describeOrganizations(open: Open): void {
  describe('organizations', () => {
    const subject = eachStore(open);

    test('the first one is made once, with its key and its audit entries', async () => {
      expect(await subject.store.bootstrap(founding(2))).toBe(false);
      expect(await subject.store.organizations()).toEqual([{ ...organization('org_1'), keyCount: 1 }]);
      expect(await subject.clientIds()).toEqual(['key_1']);
      expect(await subject.auditIds()).toEqual(['aud_1']);
      expect(await subject.store.findClient('key_2')).toBeUndefined();
    });

    test('the first one is not made again when its last key is gone', async () => {
      await subject.store.deleteKey('org_1', 'key_1', () => entry('aud_9'));
      expect(await subject.store.bootstrap(founding(2))).toBe(false);
    });

    test('of many that make the first one at once, one does', async () => {
      await using fresh = await opened(open);
      const made = await Promise.all(['a', 'b', 'c', 'd'].map((id) => fresh.store.bootstrap(founding(id))));
      const pages = await Promise.all(['a', 'b', 'c', 'd'].map((id) => fresh.store.listKeys(`org_${id}`, all)));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(pages.map((page) => page.total === 1)).toEqual(made);
    });

    test('a first one that could not be made can be made again', async () => {
      await using fresh = await opened(open);
      const nameless = { ...founding(1), key: key('key_1', { name: null as unknown as string }) };
      await expect(fresh.store.bootstrap(nameless)).rejects.toThrow();
      expect(await fresh.store.bootstrap(founding(1))).toBe(true);
    });

    test('further ones come in order of age, each with the number of its keys', async () => {
      const younger = { ...organization('org_0'), name: 'Ünique 🏢', createdAt: 2 };
      await subject.store.insertOrganization({ ...founding(2), organization: { ...younger, organizationId: 'org_2' } });
      await subject.store.insertOrganization(founding(3));
      await subject.store.insertKey(record(4, { organizationId: 'org_3' }));
      expect(await subject.store.organizations()).toEqual([
        { ...organization('org_1'), keyCount: 1 },
        { ...organization('org_3'), keyCount: 2 },
        { ...younger, organizationId: 'org_2', keyCount: 1 },
      ]);
      expect(await subject.auditIds('org_2')).toEqual(['aud_2']);
    });

    test('one whose key can not be made leaves nothing', async () => {
      const taken = { ...founding(2), key: key('key_1', { organizationId: 'org_2' }) };
      await expect(subject.store.insertOrganization(taken)).rejects.toThrow();
      expect(await subject.store.organizations()).toHaveLength(1);
      expect(await subject.auditIds('org_2')).toEqual([]);
    });

    test('they never meet', async () => {
      const { store } = subject;
      await store.insertOrganization(founding(2));
      const refuse = () => expect.unreachable('nothing to decide');
      expect(await store.findCaller('org_2', 'key_1', 'tok')).toBeUndefined();
      expect(await store.findKeyWithSecrets('org_2', 'key_1')).toBeUndefined();
      expect(await store.changeKey('org_2', 'key_1', refuse)).toBeUndefined();
      expect(await store.deleteKey('org_2', 'key_1', refuse)).toBe(false);
      expect(await subject.clientIds('org_1')).toEqual(['key_1']);
      expect(await subject.clientIds('org_2')).toEqual(['key_2']);
      for (const filter of [{ name: 'К' }, { enabled: true }, { lastUsedBefore: 1 }, { expiresBefore: 1 }]) {
        expect(await store.listKeys('org_3', { ...all, ...filter })).toEqual(nothing);
      }
      expect((await store.listKeys('org_2', { ...all, name: 'К' })).keys.map(({ clientId }) => clientId)).toEqual([
        'key_2',
      ]);
      expect(await subject.auditIds('org_1')).toEqual(['aud_1']);
      expect(await subject.auditIds('org_2')).toEqual(['aud_2']);
      const ofTheOther = await store.listAuditEntries('org_2', { limit: 5, target: 'key_1' });
      expect(ofTheOther).toEqual({ entries: [], hasMore: false });
    });
  });
}

async function opened(open: Open) {
  const store = await open();
  return { store, [Symbol.asyncDispose]: () => store.close() };
}
