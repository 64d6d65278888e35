import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import { added, countKeys, create, created, etagOf, got, patched, tokenOf } from './calls.ts';
import { ask, type Law, type LawCall, refuse } from './law.ts';

const operationIds = ['createApiKey', 'updateApiKey', 'createSecret'];

/** What is promised of granting: nobody hands on what it does not hold. */
export const scopeLaws: readonly Law[] = [
  {
    name: 'a caller makes keys with scopes that its token holds, and the holder of grant:scope with any',
    operationIds,
    async hold(world) {
      const bearer = await tokenWith(world, ['create:api-key', 'fly:to-the-moon']);
      await ask(world, 201, created({ scopes: ['fly:to-the-moon'] }, { bearer }));
      await ask(world, 201, created({}, { bearer }));
      const before = await countKeys(world);
      await refuseGrant(world, created({ scopes: ['fly:to-the-moon', 'read:api-key'] }, { bearer }));
      await refuseGrant(world, created({ scopes: ['grant:scope'] }, { bearer }));
      assert.equal(await countKeys(world), before);

      const granting = await tokenWith(world, ['create:api-key', 'grant:scope']);
      await ask(world, 201, created({ scopes: ['swim:across', 'read:api-key', 'grant:scope'] }, { bearer: granting }));
    },
  },
  {
    name: 'a caller adds to a key what its token holds, and takes away anything',
    operationIds,
    async hold(world) {
      const bearer = await tokenWith(world, ['update:api-key', 'fly:to-the-moon']);
      const { clientId } = (await create(world, { scopes: ['read:api-key', 'create:api-key'] })).shown;
      await ask(world, 200, patched(clientId, { scopes: ['read:api-key', 'fly:to-the-moon'] }, { bearer }));
      await ask(world, 200, patched(clientId, { name: 'Another', scopes: ['fly:to-the-moon'] }, { bearer }));
      await expectUnchanged(world, clientId, async () => {
        await refuseGrant(world, patched(clientId, { scopes: ['read:api-key', 'fly:to-the-moon'] }, { bearer }));
        await refuseGrant(world, patched(clientId, { name: 'A third', scopes: ['grant:scope'] }, { bearer }));
      });
      const granting = await tokenWith(world, ['update:api-key', 'grant:scope']);
      await ask(world, 200, patched(clientId, { scopes: ['swim:across', 'grant:scope'] }, { bearer: granting }));
    },
  },
  {
    name: 'a caller adds a secret to a key whose scopes its token holds, all of them',
    operationIds,
    async hold(world) {
      const bearer = await tokenWith(world, ['update:api-key', 'fly:to-the-moon']);
      const { clientId } = (await create(world, { scopes: ['fly:to-the-moon'] })).shown;
      await ask(world, 201, added(clientId, {}, { bearer }));
      await ask(world, 200, patched(clientId, { scopes: ['fly:to-the-moon', 'read:api-key'] }));
      await expectUnchanged(world, clientId, async () => {
        await refuseGrant(world, added(clientId, { previousExpiresIn: 0 }, { bearer }));
      });
      const granting = await tokenWith(world, ['update:api-key', 'grant:scope']);
      await ask(world, 201, added(clientId, {}, { bearer: granting }));
    },
  },
  {
    name: 'no key widens itself, and no older token grants what its key has lost',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['update:api-key', 'create:api-key', 'fly:to-the-moon'] });
      const bearer = await tokenOf(world, key);
      await refuseGrant(world, patched(key.clientId, { scopes: ['update:api-key', 'read:api-key'] }, { bearer }));
      const narrow = await tokenOf(world, key, 'create:api-key');
      await refuseGrant(world, created({ scopes: ['fly:to-the-moon'] }, { bearer: narrow }));

      await ask(world, 200, patched(key.clientId, { scopes: ['update:api-key', 'create:api-key'] }));
      await refuseGrant(world, created({ scopes: ['fly:to-the-moon'] }, { bearer }));
      const back = { scopes: ['update:api-key', 'create:api-key', 'fly:to-the-moon'] };
      await refuseGrant(world, patched(key.clientId, back, { bearer }));
    },
  },
];

async function tokenWith(world: World, scopes: string[]): Promise<string> {
  return await tokenOf(world, (await create(world, { scopes })).shown);
}

async function refuseGrant(world: World, call: LawCall): Promise<void> {
  await refuse(world, 403, 'scope_escalation', call);
}

async function expectUnchanged(world: World, clientId: string, act: () => Promise<void>): Promise<void> {
  const before = await ask(world, 200, got(clientId));
  await act();
  const after = await ask(world, 200, got(clientId));
  assert.deepEqual([after.text, etagOf(after)], [before.text, etagOf(before)]);
}
