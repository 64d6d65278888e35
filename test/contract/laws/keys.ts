import assert from 'node:assert/strict';
import {
  addSecret,
  create,
  deleted,
  details,
  etagOf,
  first,
  got,
  isBetween,
  lastListed,
  listed,
  page,
  patched,
  type Schemas,
  tokenOf,
  traded,
} from './calls.ts';
import { ask, type Law, read } from './law.ts';

const operationIds = ['createApiKey', 'getApiKey', 'listApiKeys', 'deleteApiKey', 'issueToken'];

const wanted = {
  name: 'Of a law',
  scopes: ['read:api-key', 'fly:to-the-moon'],
  expiresAt: '2099-12-31T23:59:59.000Z',
} satisfies Schemas['NewApiKey'];

/** What is promised of a key from the time that it is made until it is deleted. */
export const keyLaws: readonly Law[] = [
  {
    name: 'a new key is as it was asked for, wherever it is shown',
    operationIds,
    async hold(world) {
      const before = Date.now();
      const { answer, shown } = await create(world, wanted);
      const { secretId, clientSecret, ...key } = shown;
      const { clientId: createdBy } = await world.fills({});
      const { clientId, createdAt, ...rest } = key;
      assert.deepEqual(rest, { ...wanted, enabled: true, createdBy, lastUsedAt: null });
      assert.ok(isBetween(createdAt, before, Date.now()), `made at ${createdAt}`);

      const { secrets, ...details } = await read<Schemas['ApiKeyDetails']>(world, 200, got(clientId));
      assert.deepEqual(details, key);
      assert.deepEqual(secrets, [{ secretId, createdAt, expiresAt: null, lastUsedAt: null }]);
      assert.equal(answer.headers.get('Location'), `/api-keys/${clientId}`);
      const listed = await lastListed(world);
      assert.deepEqual(listed, key);
      assert.ok(!JSON.stringify([details, secrets, listed]).includes(clientSecret), 'the secret is shown again');
    },
  },
  {
    name: 'a key without an end or scopes of its own has none, and the scopes of its maker',
    operationIds,
    async hold(world) {
      const { shown } = await create(world, {});
      const { scope } = await read<Schemas['Token']>(world, 200, traded(first));
      const scopes = scope.split(' ').filter((one) => one !== 'grant:scope');
      assert.deepEqual([shown.expiresAt, shown.scopes], [null, scopes]);
      const { secretId, clientSecret, ...key } = shown;
      const { secrets, ...rest } = await details(world, shown.clientId);
      assert.deepEqual([rest, await lastListed(world)], [key, key]);
    },
  },
  {
    name: 'a key that was used tells when, and so does its secret',
    operationIds: [...operationIds, 'updateApiKey'],
    async hold(world) {
      const { clientId } = await world.fills({});
      const shown = [
        await details(world, clientId),
        await read<Schemas['ApiKeyDetails']>(world, 200, patched(clientId, {})),
      ];
      const { apiKeys } = await page(world, 'limit=1');
      const secrets = shown.flatMap((key) => key.secrets);
      assert.deepEqual([apiKeys.length, secrets.length], [1, 2]);
      for (const { createdAt, lastUsedAt } of [...shown, ...apiKeys, ...secrets]) {
        assert.ok(lastUsedAt && isBetween(lastUsedAt, Date.parse(createdAt), Date.now()), `used at ${lastUsedAt}`);
      }
    },
  },
  {
    name: 'the use of a secret is noted, of its key too and of no other secret, and changes nothing else',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, {});
      const secret = await addSecret(world, key.clientId);
      const before = await ask(world, 200, got(key.clientId));
      const start = Date.now();
      await tokenOf(world, secret);
      await world.tidy();
      const after = await ask(world, 200, got(key.clientId));
      const { lastUsedAt, ...rest } = JSON.parse(after.text) as Schemas['ApiKeyDetails'];
      assert.ok(lastUsedAt && isBetween(lastUsedAt, start, Date.now()), `used at ${lastUsedAt}`);
      const expected = JSON.parse(before.text) as Schemas['ApiKeyDetails'];
      const secrets = expected.secrets.map((one) => (one.secretId === secret.secretId ? { ...one, lastUsedAt } : one));
      assert.deepEqual({ ...rest, lastUsedAt }, { ...expected, lastUsedAt, secrets });
      assert.equal((await lastListed(world)).lastUsedAt, lastUsedAt);
      assert.equal(etagOf(after), etagOf(before));
    },
  },
  {
    name: 'no two keys share an id or a secret',
    operationIds,
    async hold(world) {
      const [{ shown: one }, { shown: other }] = [await create(world, wanted), await create(world, wanted)];
      for (const member of ['clientId', 'secretId', 'clientSecret'] as const) {
        assert.notEqual(one[member], other[member], member);
      }
    },
  },
  {
    name: 'a key works by its secret, and only until it is deleted',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, wanted);
      const bearer = await tokenOf(world, key);
      await ask(world, 200, listed('', { bearer }));
      await ask(world, 403, deleted(key.clientId, { bearer }));
      await ask(world, 401, traded({ ...key, clientSecret: `${key.clientSecret}x` }));

      await ask(world, 204, deleted(key.clientId));
      await ask(world, 401, listed('', { bearer }));
      await ask(world, 401, traded(key));
      await ask(world, 404, got(key.clientId));
      await ask(world, 404, deleted(key.clientId));
      assert.notEqual((await lastListed(world)).clientId, key.clientId);
    },
  },
];
