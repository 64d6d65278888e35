import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import { addSecret, auditPage, create, details, etagOf, got, lastListed, patched, type Schemas } from './calls.ts';
import { ask, type Law } from './law.ts';

const operationIds = ['updateApiKey', 'getApiKey', 'listApiKeys'];

const wanted = {
  name: 'Of a law',
  scopes: ['read:api-key', 'create:api-key'],
  expiresAt: '2099-12-31T23:59:59.000Z',
} satisfies Schemas['NewApiKey'];

const mediaTypes = ['application/merge-patch+json', 'application/json'];

/** Each changes what the ones before have left. */
const patches: readonly Schemas['ApiKeyPatch'][] = [
  { name: 'Zoë '.repeat(25) },
  { enabled: false },
  { scopes: ['fly:to-the-moon', 'read:api-key'] },
  { expiresAt: '2098-01-01T00:00:00.500Z' },
  { expiresAt: null },
  { name: 'Of a law', enabled: true, scopes: ['create:api-key'], expiresAt: '2097-01-01T00:00:00.000Z' },
  { enabled: false },
];

/** What is promised of a change (RFC 7396). */
export const updateLaws: readonly Law[] = [
  ...mediaTypes.map(
    (contentType): Law => ({
      name: `a patch as ${contentType} changes what it names, wherever that is shown, and nothing else`,
      operationIds,
      async hold(world) {
        const { clientId } = (await create(world, wanted)).shown;
        for (const expiresAt of [null, wanted.expiresAt]) await addSecret(world, clientId, { expiresAt });
        let { secrets, ...expected } = await details(world, clientId);
        for (const patch of patches) {
          expected = { ...expected, ...patch };
          const answer = await ask(world, 200, patched(clientId, patch, { contentType }));
          assert.deepEqual(JSON.parse(answer.text), { ...expected, secrets });
          const read = await ask(world, 200, got(clientId));
          assert.deepEqual([read.text, etagOf(read)], [answer.text, etagOf(answer)]);
          assert.deepEqual(await lastListed(world), expected);
        }
      },
    }),
  ),
  {
    name: 'a patch that changes nothing leaves a key as it was, and no trace',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, wanted)).shown;
      const before = await ask(world, 200, got(clientId));
      for (const patch of [{}, { name: wanted.name }, { enabled: true }, wanted]) {
        for (const contentType of mediaTypes) {
          const answer = await ask(world, 200, patched(clientId, patch, { contentType }));
          assert.deepEqual([answer.text, etagOf(answer)], [before.text, etagOf(before)]);
        }
      }
      assert.deepEqual(await actionsOn(world, clientId), ['api_key.created']);
    },
  },
  {
    name: 'a patch that is refused changes nothing',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, wanted)).shown;
      const before = await ask(world, 200, got(clientId));
      await ask(world, 400, patched(clientId, { name: 'Another', enabled: null }));
      await ask(world, 409, patched(clientId, { name: 'Another', expiresAt: '2001-01-01T00:00:00Z' }));
      await ask(world, 412, patched(clientId, { name: 'Another' }, { headers: { 'If-Match': '"0"' } }));
      const after = await ask(world, 200, got(clientId));
      assert.deepEqual([after.text, etagOf(after)], [before.text, etagOf(before)]);
      assert.deepEqual(await actionsOn(world, clientId), ['api_key.created']);
    },
  },
];

async function actionsOn(world: World, clientId: string): Promise<string[]> {
  return (await auditPage(world, `target=${clientId}`)).auditLogs.map(({ action }) => action);
}
