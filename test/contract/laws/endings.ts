import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import {
  type Credentials,
  create,
  deleted,
  introspect,
  introspected,
  listed,
  patched,
  timeIn,
  tokenOf,
  traded,
} from './calls.ts';
import { ask, type Law, type LawCall, read, refuse } from './law.ts';

const operationIds = ['updateApiKey', 'deleteApiKey', 'issueToken', 'introspectToken', 'listApiKeys'];
const scopes = ['read:api-key', 'create:api-key', 'introspect:token'];

const endings: readonly [name: string, call: (clientId: string) => LawCall, status: number][] = [
  ['disabled', (clientId) => patched(clientId, { enabled: false }), 200],
  ['deleted', (clientId) => deleted(clientId), 204],
];

/** What is promised of a key that may do less than before: it holds at the very next call. */
export const endingLaws: readonly Law[] = [
  ...endings.map(
    ([name, end, status]): Law => ({
      name: `a key that is ${name} gets no token, and has none that lives`,
      operationIds,
      async hold(world) {
        const { shown: key } = await create(world, { scopes });
        const token = await tokenOf(world, key);
        await expectAlive(world, key, token);
        await ask(world, status, end(key.clientId));
        await expectDead(world, key, token);
      },
    }),
  ),
  {
    name: 'a key that is over gets no token, and has none that lives',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes, expiresAt: timeIn(2_000) });
      const token = await tokenOf(world, key);
      await expectAlive(world, key, token);
      await world.later(2_500, async () => await expectDead(world, key, token));

      await ask(world, 200, patched(key.clientId, { expiresAt: null }));
      await world.later(2_500, async () => await expectAlive(world, key, await tokenOf(world, key)));
      await ask(world, 200, patched(key.clientId, { expiresAt: timeIn(1_500) }));
      await world.later(2_500, async () => await expectDead(world, key, token));
    },
  },
  {
    name: 'a key that is enabled again gets tokens, and those of before stay dead',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes });
      for (let time = 0; time < 2; time++) {
        const token = await tokenOf(world, key);
        await ask(world, 200, patched(key.clientId, { enabled: false }));
        await ask(world, 200, patched(key.clientId, { enabled: true }));
        await refuse(world, 401, 'invalid_token', listed('', { bearer: token }));
        assert.deepEqual(await introspect(world, token), { active: false });
        await expectAlive(world, key, await tokenOf(world, key));
      }
    },
  },
  {
    name: 'a token may do what both it and its key may do now',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes });
      const token = await tokenOf(world, key);
      const narrow = await tokenOf(world, key, 'create:api-key');
      await refuse(world, 403, 'insufficient_scope', listed('', { bearer: narrow }));

      await ask(world, 200, patched(key.clientId, { scopes: ['introspect:token', 'create:api-key'] }));
      await refuse(world, 403, 'insufficient_scope', listed('', { bearer: token }));
      assert.equal((await introspect(world, token)).scope, 'create:api-key introspect:token');
      assert.equal((await introspect(world, narrow)).scope, 'create:api-key');
      await refuse(world, 400, 'invalid_scope', traded(key, { scope: 'read:api-key' }));
      const { scope } = await read<{ scope: string }>(world, 200, traded(key));
      assert.equal(scope, 'introspect:token create:api-key');

      await ask(world, 200, patched(key.clientId, { scopes }));
      await ask(world, 200, listed('', { bearer: token }));
      await refuse(world, 403, 'insufficient_scope', listed('', { bearer: narrow }));
    },
  },
];

async function expectAlive(world: World, key: Credentials, token: string): Promise<void> {
  await ask(world, 200, listed('', { bearer: token }));
  assert.equal((await introspect(world, token)).active, true);
  await ask(world, 200, introspected(token, key));
}

async function expectDead(world: World, key: Credentials, token: string): Promise<void> {
  await refuse(world, 401, 'invalid_token', listed('', { bearer: token }));
  assert.deepEqual(await introspect(world, token), { active: false });
  await refuse(world, 401, 'invalid_client', traded(key));
  await refuse(world, 401, 'invalid_client', introspected(token, key));
}
