import assert from 'node:assert/strict';
import { addSecret, create, details, dropped, etagOf, got, patched } from './calls.ts';
import { ask, type Law, refuse } from './law.ts';

const operationIds = ['updateApiKey', 'getApiKey', 'createSecret', 'deleteSecret'];

/** What is promised of the tags that name a key's states (RFC 9110 §8.8.3, §13.1.1). */
export const preconditionLaws: readonly Law[] = [
  {
    name: 'each change of a key gives it another tag, and each read of a state the same',
    operationIds,
    async hold(world) {
      const { clientId, secretId } = (await create(world, {})).shown;
      const tagNow = async () => etagOf(await ask(world, 200, got(clientId)));
      const tags = [await tagNow()];
      const changes = [
        async () => await ask(world, 200, patched(clientId, { name: 'Another' })),
        async () => await addSecret(world, clientId),
        async () => await ask(world, 204, dropped(clientId, secretId)),
        async () => await ask(world, 200, patched(clientId, { name: 'Of a law' })),
      ];
      for (const change of changes) {
        await change();
        tags.push(await tagNow());
        assert.equal(await tagNow(), tags.at(-1));
      }
      assert.equal(new Set(tags).size, tags.length, `${tags}`);
      for (const tag of tags) assert.match(tag, /^"[!#-~]*"$/);
    },
  },
  {
    name: 'If-Match lets a change through for the state that was read, alone or among others, or for any',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, {})).shown;
      let tag = etagOf(await ask(world, 200, got(clientId)));
      const fitting = [tag, '*', '"0", TAG', 'TAG\t,\t"0"', 'W/"0","0",TAG', `TAG, "${'x'.repeat(993)}"`];
      for (const [index, header] of fitting.entries()) {
        const headers = { 'If-Match': header.replace('TAG', tag) };
        const answer = await ask(world, 200, patched(clientId, { name: `Name ${index}` }, { headers }));
        tag = etagOf(answer);
        assert.equal((await details(world, clientId)).name, `Name ${index}`);
      }
    },
  },
  {
    name: 'If-Match keeps a change from every other state, and a weak tag is none',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, {})).shown;
      const stale = etagOf(await ask(world, 200, got(clientId)));
      const tag = etagOf(await ask(world, 200, patched(clientId, { name: 'Another' })));
      for (const header of [stale, `W/${tag}`, `W/${tag}, ${stale}`, '""', `"${'x'.repeat(998)}"`]) {
        const call = patched(clientId, { name: 'A third' }, { headers: { 'If-Match': header } });
        await refuse(world, 412, 'precondition_failed', call);
      }
      const after = await ask(world, 200, got(clientId));
      assert.deepEqual([JSON.parse(after.text).name, etagOf(after)], ['Another', tag]);
      await refuse(world, 404, 'not_found', patched('no such key', {}, { headers: { 'If-Match': '*' } }));
    },
  },
];
