import { expect, test } from 'vitest';
import { type CreatedKey, createApiKeys, type NewKey } from './api-keys.ts';
import type { Caller } from './authentication.ts';
import type { ApiKey, KeyWithSecrets, Secret } from './model.ts';
import { createSecretHasher, isWellFormedSecret } from './secrets.ts';
import type { Store } from './store.ts';

const start = 1_800_000_000_000;
const hasher = createSecretHasher(Buffer.alloc(32, 1));
const caller = (...scopes: string[]): Caller => ({ organizationId: 'org_1', clientId: 'key_1', scopes });

/** The API keys of a store that only remembers: nothing here needs a database. */
function setUp() {
  const stored = new Map<string, KeyWithSecrets>();
  const asked: string[] = [];
  const find = (organizationId: string, clientId: string) => {
    asked.push(clientId);
    const found = stored.get(clientId);
    return found?.key.organizationId === organizationId ? found : undefined;
  };
  const store = {
    insertKey: async (key: ApiKey, secret: Secret) => void stored.set(key.clientId, { key, secrets: [secret] }),
    findKeyWithSecrets: async (organizationId: string, clientId: string) => find(organizationId, clientId),
    deleteKey: async (organizationId: string, clientId: string) =>
      find(organizationId, clientId) !== undefined && stored.delete(clientId),
  } as Partial<Store> as Store;
  const apiKeys = createApiKeys({ store, hasher, clock: () => start });
  const create = (by: Caller, wanted: Partial<NewKey> = {}): Promise<CreatedKey> =>
    apiKeys.create(by, { name: 'Worker', expiresAt: null, ...wanted });
  return { apiKeys, create, stored, asked };
}

test('a new key is live, its creator’s, and stored with its secret’s digest only', async () => {
  const { create, stored } = setUp();
  const { key, secretId, clientSecret } = await create(caller('a'), { expiresAt: start + 1 });
  expect(key).toEqual({
    organizationId: 'org_1',
    clientId: expect.stringMatching(/^key_[0-9A-Za-z]{22}$/),
    name: 'Worker',
    scopes: ['a'],
    enabled: true,
    createdAt: start,
    createdBy: 'key_1',
    expiresAt: start + 1,
    lastUsedAt: null,
  });
  const [secret] = stored.get(key.clientId)?.secrets ?? [];
  expect(secret).toEqual({
    ...hasher.digest(key.clientId, clientSecret),
    secretId,
    clientId: key.clientId,
    createdAt: start,
    expiresAt: null,
    lastUsedAt: null,
  });
  expect(isWellFormedSecret(clientSecret)).toBe(true);
  expect(JSON.stringify([...stored])).not.toContain(clientSecret);
});

/** What a caller with these scopes gets if it asks for those; undefined stands for not asking. */
const grants: [by: string[], asked: string[] | undefined, given: string[] | 'scope_escalation'][] = [
  [['a', 'b'], undefined, ['a', 'b']],
  [['a', 'grant:scope'], undefined, ['a']],
  [['a', 'b'], ['b'], ['b']],
  [['a'], ['a', 'b'], 'scope_escalation'],
  [['a'], ['A'], 'scope_escalation'],
  [['a'], ['grant:scope'], 'scope_escalation'],
  [[], ['a'], 'scope_escalation'],
  [['grant:scope'], ['a', 'anything:else'], ['a', 'anything:else']],
  [['grant:scope'], ['grant:scope'], ['grant:scope']],
];
test.each(grants)('a caller with %j that asks for %j gives %j', async (by, scopes, given) => {
  const { create, stored } = setUp();
  const outcome = await create(caller(...by), { scopes }).then(
    ({ key }) => key.scopes,
    ({ code }) => code,
  );
  expect(outcome).toEqual(given);
  expect(stored.size).toBe(given === 'scope_escalation' ? 0 : 1);
});

test.each([start, start - 1, 0])('a key that ended at %i is not made', async (expiresAt) => {
  const { create, stored } = setUp();
  await expect(create(caller('a'), { expiresAt })).rejects.toMatchObject({ code: 'already_expired' });
  expect(stored.size).toBe(0);
});

test('escalation is told before expiry', async () => {
  const wanted = { scopes: ['b'], expiresAt: 0 };
  await expect(setUp().create(caller('a'), wanted)).rejects.toMatchObject({ code: 'scope_escalation' });
});

test('a deleted key is gone, and deleting it again finds nothing', async () => {
  const { apiKeys, create } = setUp();
  const { clientId } = (await create(caller('a'))).key;
  await expect(apiKeys.get(caller(), clientId)).resolves.toMatchObject({ key: { clientId } });
  await apiKeys.delete(caller(), clientId);
  await expect(apiKeys.get(caller(), clientId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(apiKeys.delete(caller(), clientId)).rejects.toMatchObject({ code: 'not_found' });
});

test('another organization’s key can’t be told from one that is missing', async () => {
  const { apiKeys, create } = setUp();
  const { clientId } = (await create(caller('a'))).key;
  const stranger = { ...caller('a'), organizationId: 'org_2' };
  for (const act of [apiKeys.get, apiKeys.delete]) {
    const [theirs, missing] = [act(stranger, clientId), act(stranger, 'key_0')];
    expect(await theirs.catch((error) => error)).toEqual(await missing.catch((error) => error));
  }
  await expect(apiKeys.get(caller(), clientId)).resolves.toBeDefined();
});

test('what can’t be a client id is not found, and the store is not asked', async () => {
  const { apiKeys, asked } = setUp();
  for (const act of [apiKeys.get, apiKeys.delete]) {
    await expect(act(caller(), 'key\0')).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(asked).toEqual([]);
});
