import { expect, test } from 'vitest';
import type { CallingAuthor } from './api-keys.ts';
import { createKeySecrets, type WantedSecret } from './key-secrets.ts';
import { makeKey } from './new-key.ts';
import { createSecretHasher } from './secrets.ts';
import { rememberingStore } from './testing/store.ts';

const start = 1_800_000_000_000;
const hasher = createSecretHasher(Buffer.alloc(32, 1));
const who = { organizationId: 'org_1', clientId: 'key_0' };
const standing = { ...who, tokenId: 'token-0', check() {} };
const author = { ...who, standing, requestId: null, address: null };

/** A key with the scope `a` and one secret, and a clock that can be moved. */
function setUp() {
  const time = { now: start };
  const { store, stored, audit } = rememberingStore();
  const made = { organizationId: 'org_1', name: 'Worker', scopes: ['a'], createdBy: 'bootstrap', expiresAt: null };
  const { key, secret } = makeKey({ hasher, now: start, ...made });
  const { clientId } = key;
  stored.set(clientId, { key, secrets: [secret] });
  const keySecrets = createKeySecrets({ store, hasher, clock: () => time.now });
  const by = (...scopes: string[]): CallingAuthor => ({ ...author, scopes });
  const add = (wanted: Partial<WantedSecret> = {}) =>
    keySecrets.create(by('a'), clientId, { expiresAt: null, ...wanted });
  const remove = (secretId: string) => keySecrets.delete(by(), clientId, secretId);
  const ends = () => stored.get(clientId)?.secrets.map(({ expiresAt }) => expiresAt && (expiresAt - start) / 1000);
  return { keySecrets, add, remove, ends, by, audit, time, clientId, first: secret.secretId };
}

test('a new secret stands beside the others, which go on as they are', async () => {
  const { add, ends } = setUp();
  await add();
  await add({ expiresAt: start + 60_000 });
  expect(ends()).toEqual([null, null, 60]);
});

test('an end of the others is only ever brought nearer, and the new secret is not among them', async () => {
  const { add, ends } = setUp();
  await add({ previousExpiresIn: 60 });
  await add({ previousExpiresIn: 90 });
  await add({ previousExpiresIn: 30 });
  expect(ends()).toEqual([30, 30, 30, null]);
});

test('others that end at once are gone at once', async () => {
  const { add, ends } = setUp();
  await add({ previousExpiresIn: 0 });
  expect(ends()).toEqual([null]);
});

test('a key has five live secrets at most; expired ones do not count, and go', async () => {
  const { add, ends, time } = setUp();
  for (let count = 1; count < 5; count++) await add({ expiresAt: start + 1000 * count });
  await expect(add()).rejects.toMatchObject({ code: 'too_many_secrets' });
  time.now = start + 2000;
  await add();
  expect(ends()).toEqual([null, 3, 4, null]);
});

test('of five secrets that end at once, there is room for another', async () => {
  const { add, ends } = setUp();
  for (let count = 1; count < 5; count++) await add();
  await add({ previousExpiresIn: 0 });
  expect(ends()).toEqual([null]);
});

test('the last live secret stays, though an expired one is there', async () => {
  const { add, remove, ends, time, first } = setUp();
  await add({ expiresAt: start + 1000 });
  time.now = start + 1000;
  await expect(remove(first)).rejects.toMatchObject({ code: 'last_secret' });
  const { secret } = await add();
  await remove(first);
  await expect(remove(secret.secretId)).rejects.toMatchObject({ code: 'last_secret' });
  expect(ends()).toEqual([null]);
});

test('an expired secret can be deleted, though it is the only one', async () => {
  const { add, remove, ends, time } = setUp();
  const { secret } = await add({ expiresAt: start + 1000, previousExpiresIn: 0 });
  time.now = start + 1000;
  await remove(secret.secretId);
  expect(ends()).toEqual([]);
});

test('a secret that is not there, or past already, is refused', async () => {
  const { add, remove } = setUp();
  await expect(remove('sec_0')).rejects.toMatchObject({ code: 'not_found' });
  await expect(add({ expiresAt: start })).rejects.toMatchObject({ code: 'already_expired' });
});

test('who can’t grant the key’s scopes gets no secret of it, and the attempt is noted', async () => {
  const { keySecrets, by, clientId, ends, audit } = setUp();
  const wanted = { expiresAt: null };
  const attempt = keySecrets.create(by('b'), clientId, wanted);
  await expect(attempt).rejects.toMatchObject({ code: 'scope_escalation' });
  expect(ends()).toEqual([null]);
  expect(audit).toMatchObject([{ action: 'secret.created', outcome: 'refused', target: clientId }]);
  await keySecrets.create(by('grant:scope'), clientId, wanted);
  expect(ends()).toEqual([null, null]);
});

test('of rotations that run at once each counts the others', async () => {
  const { add, ends } = setUp();
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => add()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect(ends()).toHaveLength(5);
});
