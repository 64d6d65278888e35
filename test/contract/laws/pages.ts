import assert from 'node:assert/strict';
import { operationOf, operationsOf, readContract } from '../document.ts';
import type { World } from '../world.ts';
import { countKeys, create, deleted, page as pageOf, patched, type Schemas, unique } from './calls.ts';
import { ask, type Law } from './law.ts';

const operationIds = ['listApiKeys'];

/** What is promised of a list that comes in pages. */
export const pageLaws: readonly Law[] = [
  {
    name: 'pages hold every key once, the oldest first, and count them',
    operationIds,
    async hold(world) {
      const made = [];
      for (const name of ['One', 'Two', 'Three']) made.push((await create(world, { name })).shown);
      const total = await countKeys(world);
      const start = total - 4;
      const whole = await page(world, `limit=4&offset=${start}`);
      const halves = [await page(world, `limit=2&offset=${start}`), await page(world, `limit=2&offset=${start + 2}`)];
      assert.deepEqual(
        halves.flatMap(({ apiKeys }) => apiKeys),
        whole.apiKeys,
      );
      assert.deepEqual(idsOf(whole).slice(1), idsOf({ apiKeys: byAge(made) }));
      const beyond = await page(world, `limit=2&offset=${total}`);
      const meta = { total, totalIsCapped: false, limit: 2, offset: total, next: null };
      assert.deepEqual(beyond, { count: 0, meta, apiKeys: [] });
      const last = await page(world, `limit=2&offset=${total - 1}`);
      assert.deepEqual([last.count, last.apiKeys.length], [1, 1]);
      assert.deepEqual(whole.meta, { total, totalIsCapped: false, limit: 4, offset: start, next: null });
    },
  },
  {
    name: 'the total counts what is made and deleted',
    operationIds,
    async hold(world) {
      const before = await countKeys(world);
      const { clientId } = (await create(world, {})).shown;
      assert.equal(await countKeys(world), before + 1);
      await ask(world, 200, patched(clientId, { enabled: false }));
      assert.equal(await countKeys(world), before + 1);
      await ask(world, 204, deleted(clientId));
      assert.equal(await countKeys(world), before);
    },
  },
  {
    name: 'a page that is not asked for in particular is the first, as long as the contract says',
    operationIds,
    async hold(world) {
      const { limit, offset } = defaults();
      while ((await countKeys(world)) <= limit) await create(world, { name: 'To fill a page' });
      const one = await page(world, '');
      assert.deepEqual(one, await page(world, `limit=${limit}&offset=${offset}`));
      assert.deepEqual([one.meta.limit, one.meta.offset], [limit, offset]);
    },
  },
  {
    name: 'each page but the last names the one behind it, with filters and without',
    operationIds,
    async hold(world) {
      const name = unique();
      for (let more = 0; more < 5; more++) await create(world, { name });
      const total = await countKeys(world);
      const before = await page(world, `limit=1&offset=${total - 6}`);
      const five = (await page(world, `limit=5&offset=${total - 5}`)).apiKeys;
      for (const [query, after, count] of [
        ['', before.meta.next, total],
        [`&name=${name}`, null, 5],
      ] as const) {
        for (const [limit, sizes] of [
          [1, [1, 1, 1, 1, 1]],
          [2, [2, 2, 1]],
          [5, [5]],
          [6, [5]],
        ] as const) {
          const pages = await walk(world, `limit=${limit}${query}`, after);
          assert.deepEqual(
            pages.map((one) => one.count),
            sizes,
          );
          assert.deepEqual(
            pages.flatMap(({ apiKeys }) => apiKeys),
            five,
          );
          for (const { meta } of pages)
            assert.deepEqual([meta.total, meta.totalIsCapped, meta.offset], [count, false, 0]);
        }
      }
    },
  },
  {
    name: 'keys that come and go shift nothing behind a cursor, and an offset counts from there',
    operationIds,
    async hold(world) {
      const name = unique();
      for (let more = 0; more < 4; more++) await create(world, { name });
      const [one = '', two = '', three = '', four = ''] = idsOf(await page(world, `name=${name}`));
      const { next } = (await page(world, `name=${name}&limit=2`)).meta;
      for (const clientId of [one, two]) await ask(world, 204, deleted(clientId));
      const five = (await create(world, { name })).shown.clientId;
      assert.deepEqual(idsOf(await page(world, `name=${name}&after=${next}`)), [three, four, five]);
      assert.deepEqual(idsOf(await page(world, `after=${next}&limit=100`)).slice(0, 2), [three, four]);
      const shifted = await page(world, `name=${name}&after=${next}&offset=1&limit=1`);
      assert.deepEqual([idsOf(shifted), shifted.meta.offset], [[four], 1]);
      assert.deepEqual(idsOf(await page(world, `after=${next}&offset=1&limit=1`)), [four]);
      assert.deepEqual(idsOf(await page(world, `name=${name}&after=${shifted.meta.next}`)), [five]);
    },
  },
];

/** A page that agrees with itself. */
async function page(world: World, query: string): Promise<Schemas['ApiKeyPage']> {
  const body = await pageOf(world, query);
  assert.equal(body.count, body.apiKeys.length);
  assert.ok(body.count <= body.meta.limit, `${body.count} keys on a page of ${body.meta.limit}`);
  const asked = new URLSearchParams(query);
  for (const name of ['limit', 'offset'] as const) {
    if (asked.has(name)) assert.equal(body.meta[name], Number(asked.get(name)), name);
  }
  return body;
}

/** Every page from a cursor to the end. */
async function walk(world: World, query: string, after: string | null): Promise<Schemas['ApiKeyPage'][]> {
  const pages: Schemas['ApiKeyPage'][] = [];
  for (let next = after; pages.length === 0 || next !== null; next = pages.at(-1)?.meta.next ?? null) {
    assert.ok(pages.length < 10, 'the pages have no end');
    pages.push(await page(world, next === null ? query : `${query}&after=${next}`));
  }
  return pages;
}

function idsOf({ apiKeys }: Pick<Schemas['ApiKeyPage'], 'apiKeys'>): string[] {
  return apiKeys.map(({ clientId }) => clientId);
}

/** Keys that were made in the same millisecond are told apart by their ids. */
function byAge<Key extends { createdAt: string; clientId: string }>(keys: readonly Key[]): Key[] {
  const orderOf = ({ createdAt, clientId }: Key) => createdAt + clientId;
  return [...keys].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** The defaults that the contract gives to the parameters of the list. */
function defaults(): { limit: number; offset: number } {
  const { parameters } = operationOf(operationsOf(readContract()), 'listApiKeys');
  const of = (wanted: string) => Number(parameters.find(({ name }) => name === wanted)?.schema?.default);
  return { limit: of('limit'), offset: of('offset') };
}
