import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import {
  added,
  addSecret,
  create,
  details,
  dropped,
  infoOf,
  inOrder,
  isBetween,
  listed,
  type Schemas,
  timeIn,
  tokenOf,
  traded,
} from './calls.ts';
import { ask, type Law, read, refuse } from './law.ts';

const operationIds = ['createSecret', 'deleteSecret', 'getApiKey', 'issueToken'];
const end = '2099-12-31T23:59:59.000Z';

/** What is promised of a key with several secrets. */
export const rotationLaws: readonly Law[] = [
  {
    name: 'a new secret works at once, beside the others, and is shown once',
    operationIds,
    async hold(world) {
      const before = Date.now();
      const { shown: key } = await create(world, {});
      const { clientId, createdAt } = key;
      const answer = await ask(world, 201, added(clientId));
      const secret = JSON.parse(answer.text) as Schemas['CreatedSecret'];
      const { secretId, clientSecret, createdAt: addedAt, ...rest } = secret;
      assert.deepEqual(rest, { clientId, expiresAt: null, lastUsedAt: null });
      assert.ok(isBetween(addedAt, before, Date.now()), `made at ${addedAt}`);
      assert.equal(answer.headers.get('Location'), `/api-keys/${clientId}/secrets/${secretId}`);

      const others = [await addSecret(world, clientId, { expiresAt: end }), await addSecret(world, clientId)];
      const firstSecret = { secretId: key.secretId, createdAt, expiresAt: null, lastUsedAt: null };
      const shown = await details(world, clientId);
      assert.deepEqual(shown.secrets, inOrder([firstSecret, ...[secret, ...others].map(infoOf)]));
      const all = [key, secret, ...others];
      for (const member of ['secretId', 'clientSecret'] as const) {
        assert.equal(new Set(all.map((one) => one[member])).size, all.length, member);
      }
      for (const one of all) {
        await tokenOf(world, one);
        assert.ok(!JSON.stringify(shown).includes(one.clientSecret), 'the secret is shown again');
      }
    },
  },
  {
    name: 'a secret that is deleted is refused, and its tokens live on with the others',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, {});
      const { shown: stranger } = await create(world, {});
      const { clientId, secretId } = key;
      const bearer = await tokenOf(world, key);
      const answer = await ask(world, 201, added(clientId));
      const secret = JSON.parse(answer.text) as Schemas['CreatedSecret'];
      await refuse(world, 404, 'not_found', dropped(clientId, stranger.secretId));
      await refuse(world, 404, 'not_found', dropped(stranger.clientId, secretId));

      await ask(world, 204, dropped(clientId, secretId));
      await refuse(world, 401, 'invalid_client', traded(key));
      await ask(world, 200, listed('', { bearer }));
      await tokenOf(world, secret);
      assert.deepEqual((await details(world, clientId)).secrets, [infoOf(secret)]);
      await refuse(world, 404, 'not_found', dropped(clientId, secretId));
      await tokenOf(world, stranger);
    },
  },
  {
    name: 'a secret may be asked for without a word, by a body or none',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, {})).shown;
      const { body, contentType, ...silent } = added(clientId);
      for (const call of [silent, added(clientId), added(clientId, { expiresAt: null })]) {
        assert.equal((await read<Schemas['CreatedSecret']>(world, 201, call)).expiresAt, null);
      }
    },
  },
  {
    name: 'a secret works until its own end',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, {});
      const expiresAt = timeIn(2_000);
      const brief = await addSecret(world, key.clientId, { expiresAt });
      assert.equal(brief.expiresAt, expiresAt);
      await tokenOf(world, brief);
      await world.later(2_500, async () => {
        await refuse(world, 401, 'invalid_client', traded(brief));
        await tokenOf(world, key);
      });
      await refuse(world, 409, 'already_expired', added(key.clientId, { expiresAt: timeIn(-1) }));
    },
  },
  {
    name: 'previousExpiresIn ends the other secrets then, and only ever sooner',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, {});
      const { clientId } = key;
      const late = await addSecret(world, clientId, { expiresAt: end });
      const soon = await addSecret(world, clientId, { expiresAt: timeIn(1_500) });
      const newest = await addSecret(world, clientId, { previousExpiresIn: 60, expiresAt: end });
      const minute = secondsAfter(newest.createdAt, 60);
      assert.deepEqual(await endsOf(world, clientId), {
        [key.secretId]: minute,
        [late.secretId]: minute,
        [soon.secretId]: soon.expiresAt,
        [newest.secretId]: end,
      });
      const last = await addSecret(world, clientId, { previousExpiresIn: 2_592_000 });
      assert.deepEqual(await endsOf(world, clientId), {
        [key.secretId]: minute,
        [late.secretId]: minute,
        [soon.secretId]: soon.expiresAt,
        [newest.secretId]: secondsAfter(last.createdAt, 2_592_000),
        [last.secretId]: null,
      });
      await world.later(61_000, async () => {
        for (const over of [key, late, soon]) await refuse(world, 401, 'invalid_client', traded(over));
        for (const live of [newest, last]) await tokenOf(world, live);
      });
    },
  },
  {
    name: 'previousExpiresIn 0 ends the other secrets at once',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, {});
      await tokenOf(world, key);
      const secret = await addSecret(world, key.clientId, { previousExpiresIn: 0 });
      await refuse(world, 401, 'invalid_client', traded(key));
      await tokenOf(world, secret);
      assert.deepEqual(await endsOf(world, key.clientId), { [secret.secretId]: null });
    },
  },
  {
    name: 'a key has at most five live secrets',
    operationIds,
    async hold(world) {
      const { clientId, secretId } = (await create(world, {})).shown;
      for (let more = 0; more < 4; more++) await addSecret(world, clientId);
      await refuse(world, 409, 'too_many_secrets', added(clientId));
      assert.equal((await details(world, clientId)).secrets.length, 5);
      await ask(world, 204, dropped(clientId, secretId));
      await addSecret(world, clientId, { expiresAt: timeIn(2_000) });
      await refuse(world, 409, 'too_many_secrets', added(clientId));
      await world.later(2_500, async () => await addSecret(world, clientId));
      const { secretId: only } = await addSecret(world, clientId, { previousExpiresIn: 0 });
      assert.deepEqual(await endsOf(world, clientId), { [only]: null });
    },
  },
  {
    name: 'secrets that are added at the same time are added one after the other',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, {})).shown;
      const answers = await Promise.allSettled(Array.from({ length: 6 }, () => ask(world, 201, added(clientId))));
      assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 4);
      assert.equal((await details(world, clientId)).secrets.length, 5);
    },
  },
  {
    name: 'the last live secret of a key stays',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, {});
      const { clientId, secretId } = key;
      await refuse(world, 409, 'last_secret', dropped(clientId, secretId));
      await addSecret(world, clientId, { expiresAt: timeIn(2_000) });
      await world.later(2_500, async () => {
        await refuse(world, 409, 'last_secret', dropped(clientId, secretId));
        await tokenOf(world, key);
      });
      await ask(world, 204, dropped(clientId, secretId));
    },
  },
];

/** When each secret of a key ends. */
async function endsOf(world: World, clientId: string): Promise<Record<string, string | null>> {
  const { secrets } = await details(world, clientId);
  return Object.fromEntries(secrets.map(({ secretId, expiresAt }) => [secretId, expiresAt]));
}

function secondsAfter(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1000).toISOString();
}
