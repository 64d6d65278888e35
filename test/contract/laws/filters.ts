import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import { create, details, page, patched, type Schemas, unique } from './calls.ts';
import { ask, type Law } from './law.ts';

const operationIds = ['listApiKeys'];
const end = '2098-06-01T00:00:00.500Z';
const laterEnd = '2098-06-01T00:00:00.501Z';

/** What is promised of a list that is filtered. */
export const filterLaws: readonly Law[] = [
  {
    name: 'a name is found by its beginning, in these very letters',
    operationIds,
    async hold(world) {
      const start = unique();
      const names = ['a', 'ab', 'A', 'b', '%', '_', 'ä', 'a😀', '*'].map((rest) => start + rest);
      for (const name of names) await create(world, { name });
      const found = async (beginning: string) => {
        const { apiKeys } = await page(world, new URLSearchParams({ name: beginning, limit: '100' }).toString());
        return apiKeys.map(({ name }) => name).sort();
      };
      for (const beginning of ['', 'a', 'ab', 'abc', 'A', '%', '_', 'ä', 'a😀', '*', 'ab%', '[a]'].map(
        (rest) => start + rest,
      )) {
        assert.deepEqual(await found(beginning), names.filter((name) => name.startsWith(beginning)).sort(), beginning);
      }
      assert.deepEqual(await found(start.slice(1)), []);
      assert.deepEqual(await found(`A${start}`), []);
    },
  },
  {
    name: 'each filter lets through what it says, alone and with the others',
    operationIds,
    async hold(world) {
      const name = unique();
      const make = async (expiresAt: string | null, enabled: boolean) => {
        const { clientId } = (await create(world, { name, expiresAt })).shown;
        await ask(world, 200, patched(clientId, { enabled }));
        return clientId;
      };
      const eternal = await make(null, true);
      const disabled = await make(null, false);
      const ending = await make(end, true);
      const endingDisabled = await make(end, false);
      const endingLater = await make(laterEnd, true);
      const all = [eternal, disabled, ending, endingDisabled, endingLater];
      for (const [query, expected] of [
        ['', all],
        ['enabled=true', [eternal, ending, endingLater]],
        ['enabled=false', [disabled, endingDisabled]],
        [`expiresBefore=${end}`, []],
        [`expiresBefore=${laterEnd}`, [ending, endingDisabled]],
        ['expiresBefore=2099-01-01T00:00:00Z', [ending, endingDisabled, endingLater]],
        ['lastUsedBefore=2001-01-01T00:00:00Z', all],
        ['lastUsedBefore=2099-01-01T00:00:00Z', all],
        [`enabled=false&expiresBefore=${laterEnd}`, [endingDisabled]],
        [`enabled=true&expiresBefore=${end}&lastUsedBefore=2001-01-01T00:00:00Z`, []],
      ] as const) {
        await expectFound(world, `name=${name}&${query}`, expected);
      }
      // Without a name, these are among all the others.
      for (const query of ['enabled=false', 'expiresBefore=2098-06-02T00:00:00Z']) {
        const { apiKeys, meta } = await page(world, `${query}&offset=${(await page(world, query)).meta.total - 2}`);
        const expected = query === 'enabled=false' ? [disabled, endingDisabled] : [endingDisabled, endingLater];
        assert.deepEqual(sorted(apiKeys), [...expected].sort(), query);
        assert.deepEqual([meta.totalIsCapped, meta.next], [false, null]);
      }
    },
  },
  {
    name: 'lastUsedBefore passes over keys that were used then or later',
    operationIds,
    async hold(world) {
      const { clientId } = await world.fills({});
      const { name, lastUsedAt } = await details(world, clientId);
      const found = async (before: string | null) => {
        const { apiKeys } = await page(world, `name=${encodeURIComponent(name)}&lastUsedBefore=${before}`);
        return apiKeys.some((key) => key.clientId === clientId);
      };
      assert.equal(await found('2099-01-01T00:00:00Z'), true);
      assert.equal(await found('2001-01-01T00:00:00Z'), false);
      assert.equal(await found(lastUsedAt), false);
    },
  },
];

/** What a filter finds, and how it counts that on pages of two. */
async function expectFound(world: World, query: string, expected: readonly string[]): Promise<void> {
  const { apiKeys, count, meta } = await page(world, `${query}&limit=100`);
  assert.deepEqual(sorted(apiKeys), [...expected].sort(), query);
  const total = expected.length;
  assert.equal(count, total);
  assert.deepEqual(meta, { total, totalIsCapped: false, limit: 100, offset: 0, next: null });
  const half = await page(world, `${query}&limit=2`);
  assert.deepEqual(half.apiKeys, apiKeys.slice(0, 2));
  assert.deepEqual([half.meta.total, half.meta.next === null], [total, total <= 2]);
}

function sorted(apiKeys: readonly Schemas['ApiKey'][]): string[] {
  return apiKeys.map(({ clientId }) => clientId).sort();
}
