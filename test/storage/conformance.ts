import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/domain/store.ts';
import { key, organization, secret, signingKey } from './values.ts';

const all = { limit: 100, offset: 0 };
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

/**
 * What every engine promises (server/domain/store.ts).
 *
 * @param open gives a store of its own to each call: migrated, and empty
 */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`a store on ${name}`, () => {
    let store: Store;
    const clientIds = async (organizationId = 'org_1') =>
      (await store.listKeys(organizationId, all)).keys.map(({ clientId }) => clientId);
    const total = async (organizationId = 'org_1') => (await store.listKeys(organizationId, all)).total;

    beforeEach(async () => {
      store = await open();
      await store.bootstrap(organization('org_1'), key('key_1'), secret('sec_1', 'key_1'));
    });
    afterEach(() => store.close());

    test('the first organization is made once, with its key', async () => {
      expect(await store.bootstrap(organization('org_2'), key('key_2'), secret('sec_2', 'key_2'))).toBe(false);
      expect(await clientIds()).toEqual(['key_1']);
      expect(await total()).toBe(1);
      expect(await store.findClient('key_2')).toBeUndefined();
    });

    test('the first organization is not made again when its last key is gone', async () => {
      await store.deleteKey('org_1', 'key_1');
      expect(await store.bootstrap(organization('org_2'), key('key_2'), secret('sec_2', 'key_2'))).toBe(false);
    });

    test('of many that make the first organization at once, one does', async () => {
      const fresh = await open();
      const made = await Promise.all(
        ['a', 'b', 'c', 'd'].map((id) =>
          fresh.bootstrap(
            organization(`org_${id}`),
            key(`key_${id}`, { organizationId: `org_${id}` }),
            secret(`sec_${id}`, `key_${id}`),
          ),
        ),
      );
      const pages = await Promise.all(['a', 'b', 'c', 'd'].map((id) => fresh.listKeys(`org_${id}`, all)));
      await fresh.close();
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(pages.map((page) => page.total === 1)).toEqual(made);
    });

    test('a first organization that could not be made can be made again', async () => {
      const fresh = await open();
      const nameless = key('key_1', { name: null as unknown as string });
      await expect(fresh.bootstrap(organization('org_1'), nameless, secret('sec_1', 'key_1'))).rejects.toThrow();
      const again = await fresh.bootstrap(organization('org_1'), key('key_1'), secret('sec_1', 'key_1'));
      await fresh.close();
      expect(again).toBe(true);
    });

    test('a key and its secret come back as they were given', async () => {
      const made = key('key_2', { expiresAt: 2 ** 52, lastUsedAt: 5, enabled: false, createdBy: 'key_1' });
      const its = secret('sec_2', 'key_2', { digest: Buffer.from([...Array(32).keys()]), expiresAt: 7, lastUsedAt: 6 });
      await store.insertKey(made, its);
      expect(await store.findKey('org_1', 'key_2')).toEqual(made);
      expect(await store.findKeyWithSecrets('org_1', 'key_2')).toEqual({ key: made, secrets: [its] });
      expect(await store.findClient('key_2')).toEqual({ key: made, secrets: [its] });
      expect((await store.listKeys('org_1', all)).keys).toContainEqual(made);
    });

    test.each([
      ['client id', key('key_1'), secret('sec_2', 'key_1')],
      ['secret id', key('key_2'), secret('sec_1', 'key_2')],
      ['organization', key('key_2', { organizationId: 'org_9' }), secret('sec_2', 'key_2')],
    ])('inserting a key whose %s does not fit leaves nothing', async (_, bad, its) => {
      const before = await store.findClient('key_1');
      await expect(store.insertKey(bad, its)).rejects.toThrow();
      expect(await clientIds()).toEqual(['key_1']);
      expect(await total()).toBe(1);
      expect(await store.findClient('key_1')).toEqual(before);
      expect(await store.findClient('key_2')).toBeUndefined();
      await store.insertKey(key('key_2'), secret('sec_2', 'key_2'));
      expect(await total()).toBe(2);
    });

    test('deleting takes the key, its secrets and one from the count, once', async () => {
      await store.insertKey(key('key_2'), secret('sec_2', 'key_2'));
      const deleted = await Promise.all([store.deleteKey('org_1', 'key_2'), store.deleteKey('org_1', 'key_2')]);
      expect(deleted.filter(Boolean)).toHaveLength(1);
      expect(await store.findClient('key_2')).toBeUndefined();
      expect(await total()).toBe(1);
      // The secret's id is free again, so its row is gone.
      await store.insertKey(key('key_3'), secret('sec_2', 'key_3'));
      expect((await store.findClient('key_3'))?.secrets).toHaveLength(1);
    });

    test('organizations never meet', async () => {
      for (const find of [store.findKey, store.findKeyWithSecrets])
        expect(await find('org_2', 'key_1')).toBeUndefined();
      expect(await store.deleteKey('org_2', 'key_1')).toBe(false);
      expect(await store.listKeys('org_2', all)).toEqual({ keys: [], total: 0 });
      expect(await clientIds()).toEqual(['key_1']);
    });

    test('pages are in order of age, then id; a page past the end is empty and still counts', async () => {
      const made = [
        ['key_c', 5],
        ['key_b', 5],
        ['key_a', 9],
        ['key_z', 1],
      ] as const;
      for (const [id, createdAt] of made) await store.insertKey(key(id, { createdAt }), secret(`sec_${id}`, id));
      const expected = ['key_z', 'key_b', 'key_c', 'key_a', 'key_1'];
      expect(await clientIds()).toEqual(expected);
      const paged = await Promise.all([0, 2, 4].map((offset) => store.listKeys('org_1', { limit: 2, offset })));
      expect(paged.flatMap(({ keys }) => keys.map(({ clientId }) => clientId))).toEqual(expected);
      for (const offset of [5, Number.MAX_SAFE_INTEGER]) {
        expect(await store.listKeys('org_1', { limit: 2, offset })).toEqual({ keys: [], total: 5 });
      }
    });

    test('the count stays right while keys come and go at once', async () => {
      const ids = Array.from({ length: 20 }, (_, index) => `key_x${index}`);
      await Promise.all(ids.map((id) => store.insertKey(key(id), secret(`sec_${id}`, id))));
      await Promise.all(ids.slice(0, 8).map((id) => store.deleteKey('org_1', id)));
      expect(await total()).toBe(13);
      expect(await clientIds()).toHaveLength(13);
    });

    test('a use is noted on the secret and its key, and never goes back in time', async () => {
      const note = (usedAt: number) =>
        store.recordUses([{ organizationId: 'org_1', clientId: 'key_1', secretId: 'sec_1', usedAt }]);
      for (const [usedAt, expected] of [
        [50, 50],
        [40, 50],
        [60, 60],
      ] as const) {
        await note(usedAt);
        const found = await store.findClient('key_1');
        expect([found?.key.lastUsedAt, found?.secrets[0]?.lastUsedAt]).toEqual([expected, expected]);
      }
    });

    test('uses of what is gone or of another organization, and no uses at all, change nothing', async () => {
      const before = await store.findClient('key_1');
      await store.recordUses([]);
      await store.recordUses([{ organizationId: 'org_1', clientId: 'key_9', secretId: 'sec_9', usedAt: 1 }]);
      await store.recordUses([{ organizationId: 'org_2', clientId: 'key_1', secretId: 'sec_1', usedAt: 90 }]);
      expect(await store.findClient('key_1')).toEqual(before);
    });

    test('of many first signing keys at once, one is stored', async () => {
      expect(await store.signingKeys()).toEqual([]);
      await Promise.all(['a', 'b', 'c'].map((kid) => store.addFirstSigningKey(signingKey(kid))));
      const [stored, ...others] = await store.signingKeys();
      expect(others).toEqual([]);
      expect(stored).toEqual(signingKey(stored?.kid ?? ''));
      await store.addFirstSigningKey(signingKey('d'));
      expect((await store.signingKeys()).map(({ kid }) => kid)).toEqual([stored?.kid]);
    });

    test.each(strange)('a client id that is %s finds and deletes nothing', async (_, clientId) => {
      expect(await store.findKey('org_1', clientId)).toBeUndefined();
      expect(await store.findClient(clientId)).toBeUndefined();
      expect(await store.findKeyWithSecrets('org_1', clientId)).toBeUndefined();
      expect(await store.deleteKey('org_1', clientId)).toBe(false);
      expect(await clientIds()).toEqual(['key_1']);
    });

    test('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
