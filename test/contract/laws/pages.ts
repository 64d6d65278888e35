import assert from 'node:assert/strict';
import type { components } from '../../../generated/types.ts';
import { operationOf, operationsOf, readContract } from '../document.ts';
import type { World } from '../world.ts';
import { create } from './keys.ts';
import { type Law, read } from './law.ts';

type ApiKeyPage = components['schemas']['ApiKeyPage'];

const operationIds = ['listApiKeys'];

/** What is promised of a list that comes in pages. */
export const pageLaws: readonly Law[] = [
  {
    name: 'pages hold every key once, the oldest first, and count them',
    operationIds,
    async hold(world) {
      for (const name of ['One', 'Two', 'Three']) await create(world, { name });
      const { total } = (await page(world, 'limit=1')).meta;
      const start = total - 4;
      const whole = await page(world, `limit=4&offset=${start}`);
      const halves = [await page(world, `limit=2&offset=${start}`), await page(world, `limit=2&offset=${start + 2}`)];
      assert.deepEqual(
        halves.flatMap(({ apiKeys }) => apiKeys),
        whole.apiKeys,
      );
      assert.deepEqual(
        whole.apiKeys.slice(1).map(({ name }) => name),
        ['One', 'Two', 'Three'],
      );
      const beyond = await page(world, `limit=2&offset=${total}`);
      assert.deepEqual(beyond, { count: 0, meta: { total, limit: 2, offset: total }, apiKeys: [] });
      const last = await page(world, `limit=2&offset=${total - 1}`);
      assert.deepEqual([last.count, last.apiKeys.length], [1, 1]);
      assert.deepEqual(whole.meta, { total, limit: 4, offset: start });
    },
  },
  {
    name: 'a page that is not asked for in particular is the first, as long as the contract says',
    operationIds,
    async hold(world) {
      const { limit, offset } = defaults();
      while ((await page(world, 'limit=1')).meta.total <= limit) await create(world, { name: 'To fill a page' });
      assert.deepEqual(await page(world, ''), await page(world, `limit=${limit}&offset=${offset}`));
    },
  },
];

/** A page that agrees with itself. */
async function page(world: World, query: string): Promise<ApiKeyPage> {
  const body = await read<ApiKeyPage>(world, 200, { operationId: 'listApiKeys', query });
  assert.equal(body.count, body.apiKeys.length);
  assert.ok(body.count <= body.meta.limit, `${body.count} keys on a page of ${body.meta.limit}`);
  const asked = new URLSearchParams(query);
  for (const [name, value] of asked) assert.equal(body.meta[name as 'limit' | 'offset'], Number(value), name);
  return body;
}

/** The defaults that the contract gives to the parameters of the list. */
function defaults(): { limit: number; offset: number } {
  const { parameters } = operationOf(operationsOf(readContract()), 'listApiKeys');
  const of = (wanted: string) => Number(parameters.find(({ name }) => name === wanted)?.schema?.default);
  return { limit: of('limit'), offset: of('offset') };
}
