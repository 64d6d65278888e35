import { expect, test } from 'vitest';
import { type CallingAuthor, type CreatedKey, createApiKeys, type NewKey } from './api-keys.ts';
import { createIdempotency } from './idempotency.ts';
import { createSecretHasher, isWellFormedSecret } from './secrets.ts';
import { rememberingStore } from './testing/store.ts';

const start = 1_800_000_000_000;
const serviceSecret = Buffer.alloc(32, 1);
const hasher = createSecretHasher(serviceSecret);
const caller = (...scopes: string[]): CallingAuthor => {
  const who = { organizationId: 'org_1', clientId: 'key_1' };
  const standing = { ...who, tokenId: 'token-1', check() {} };
  return { ...who, scopes, standing, requestId: 'req-1', address: '192.0.2.7' };
};
const anyRevision = () => true;

function setUp() {
  const time = { now: start };
  const clock = () => time.now;
  const remembering = rememberingStore();
  const { store } = remembering;
  const apiKeys = createApiKeys({
    store,
    hasher,
    clock,
    idempotency: createIdempotency({ store, serviceSecret, clock }),
  });
  const create = (by: CallingAuthor, wanted: Partial<NewKey> = {}, idempotencyKey?: string): Promise<CreatedKey> =>
    apiKeys.create(by, { name: 'Worker', expiresAt: null, ...wanted }, idempotencyKey);
  return { ...remembering, apiKeys, create, time };
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
    revision: 1,
    tokenGeneration: 0,
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

test.each([
  [['a', 'update'], { scopes: ['b', 'a'] }, 'done'],
  [['a', 'update'], { scopes: ['b'] }, 'done'],
  [['a', 'update'], { scopes: ['a', 'b', 'c'] }, 'refused'],
  [['grant:scope'], { scopes: ['c'] }, 'done'],
  [[], { name: 'Other', enabled: false, expiresAt: start + 1 }, 'done'],
] as const)('a caller with %j that changes a key with a and b by %j is noted as %s', async (held, patch, outcome) => {
  const { apiKeys, create, audit } = setUp();
  const { key } = await create(caller('a', 'b'));
  const changed = await apiKeys.update(caller(...held), key.clientId, patch, anyRevision).catch(({ code }) => code);
  expect(changed).toEqual(
    outcome === 'done' ? expect.objectContaining({ key: expect.objectContaining(patch) }) : 'scope_escalation',
  );
  expect(audit.at(-1)).toMatchObject({ action: 'api_key.updated', outcome, target: key.clientId, after: patch });
  expect((await apiKeys.get(caller(), key.clientId)).key.revision).toBe(outcome === 'done' ? 2 : 1);
});

test.each([
  [['a', 'b'], true],
  [['grant:scope'], true],
  [['a'], false],
])('a caller with %j can give a key with a and b a longer life: %s', async (held, can) => {
  const { apiKeys, create } = setUp();
  const { clientId } = (await create(caller('a', 'b'), { expiresAt: start + 9 })).key;
  await apiKeys.update(caller(), clientId, { enabled: false, expiresAt: start + 5 }, anyRevision);
  for (const patch of [{ enabled: true }, { expiresAt: start + 6 }, { expiresAt: null }]) {
    const outcome = await apiKeys.update(caller(...held), clientId, patch, anyRevision).then(
      () => true,
      ({ code }) => code !== 'scope_escalation',
    );
    expect(outcome).toBe(can);
  }
});

test('what changes nothing is no change: no new revision, and nothing to note', async () => {
  const { apiKeys, create, audit } = setUp();
  const { key } = await create(caller('a'));
  for (const patch of [{}, { name: 'Worker' }, { enabled: true, scopes: ['a'], expiresAt: null }]) {
    expect((await apiKeys.update(caller(), key.clientId, patch, anyRevision)).key).toEqual(key);
  }
  expect(audit).toHaveLength(1);
});

test('what the caller has not seen is not changed, and that is told before escalation', async () => {
  const { apiKeys, create, audit } = setUp();
  const { key } = await create(caller('a'));
  const stale = apiKeys.update(caller(), key.clientId, { scopes: ['b'] }, (revision) => revision === 2);
  await expect(stale).rejects.toMatchObject({ code: 'precondition_failed' });
  expect(audit).toHaveLength(1);
});

test('an end that is past is refused, but one that was there may stay', async () => {
  const { apiKeys, create, time } = setUp();
  const { key } = await create(caller('a'), { expiresAt: start + 1 });
  time.now = start + 2;
  const update = (patch: object) => apiKeys.update(caller('a'), key.clientId, patch, anyRevision);
  await expect(update({ expiresAt: start })).rejects.toMatchObject({ code: 'already_expired' });
  expect((await update({ name: 'Other' })).key).toMatchObject({ name: 'Other', expiresAt: start + 1 });
});

test('tokens of a disabled key are of a generation that does not come back', async () => {
  const { apiKeys, create } = setUp();
  const { key } = await create(caller('a'));
  const generations = [];
  for (const enabled of [false, false, true, false, true]) {
    generations.push((await apiKeys.update(caller('a'), key.clientId, { enabled }, anyRevision)).key.tokenGeneration);
  }
  expect(generations).toEqual([1, 1, 1, 2, 2]);
});

test('tokens of a key that expired do not come back when its end is put off', async () => {
  const { apiKeys, create, time } = setUp();
  const { key } = await create(caller('a'), { expiresAt: start + 1 });
  const generations = [];
  for (const [now, expiresAt] of [
    [start, start + 2],
    [start + 2, start + 9],
    [start + 3, null],
    [start + 4, start + 5],
  ] as const) {
    time.now = now;
    generations.push((await apiKeys.update(caller('a'), key.clientId, { expiresAt }, anyRevision)).key.tokenGeneration);
  }
  expect(generations).toEqual([0, 1, 1, 1]);
});

test('a repeat with the same idempotency key gets the same answer for ten minutes, and makes no second key', async () => {
  const { create, stored, time } = setUp();
  const first = await create(caller('a'), { expiresAt: start + 1000 }, 'once');
  time.now = start + 599_999;
  expect(await create(caller('a'), { expiresAt: start + 1000 }, 'once')).toEqual(first);
  expect(stored.size).toBe(1);
  time.now = start + 600_001;
  const later = create(caller('a'), { expiresAt: start + 1000 }, 'once');
  await expect(later).rejects.toMatchObject({ code: 'already_expired' });
});

test('another body under the same idempotency key is refused, and another caller has keys of its own', async () => {
  const { create, stored } = setUp();
  await create(caller('a'), {}, 'once');
  await expect(create(caller('a'), { name: 'Other' }, 'once')).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  await create({ ...caller('a'), clientId: 'key_2' }, {}, 'once');
  await create({ ...caller('a'), organizationId: 'org_2' }, {}, 'once');
  expect(stored.size).toBe(3);
});

test('a repeat while the first call runs is told so', async () => {
  const { create, stored } = setUp();
  const [first, second] = await Promise.allSettled([create(caller('a'), {}, 'once'), create(caller('a'), {}, 'once')]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'idempotency_in_progress' } });
  expect(stored.size).toBe(1);
});

test('a repeat by a narrower token does not get the secret of a key that it could not make', async () => {
  const { create, audit } = setUp();
  await create(caller('a', 'b'), {}, 'once');
  await expect(create(caller('a'), {}, 'once')).rejects.toMatchObject({ code: 'scope_escalation' });
  expect(audit.at(-1)).toMatchObject({ outcome: 'refused', action: 'api_key.created' });
});

test('a call that failed may be tried again under its idempotency key', async () => {
  const { create } = setUp();
  await expect(create(caller('a'), { expiresAt: 1 }, 'once')).rejects.toMatchObject({ code: 'already_expired' });
  await expect(create(caller('a'), {}, 'once')).resolves.toBeDefined();
});

test('what is kept for a repeat holds no secret, and no idempotency key, in the clear', async () => {
  const { create, answers } = setUp();
  const { key, clientSecret } = await create(caller('a'), {}, 'once-and-for-all');
  const kept = [...answers.values()].flatMap((answer) => [
    JSON.stringify(answer),
    answer.sealedAnswer.toString('latin1'),
  ]);
  for (const word of [clientSecret, key.clientId, 'once-and-for-all']) expect(kept.join()).not.toContain(word);
});
