import assert from 'node:assert/strict';
import { operationOf, operationsOf, readContract } from '../document.ts';
import { expectNewestFirst } from './audit.ts';
import { auditPage, create, patched, type Schemas, tokenOf } from './calls.ts';
import { ask, type Law } from './law.ts';

type Entry = Schemas['AuditLog'];

const operationIds = ['listAuditLogs'];

/** What is promised of finding an entry in the log of changes. */
export const auditPageLaws: readonly Law[] = [
  {
    name: 'the log is filtered by time, actor and target, alone and together',
    operationIds,
    async hold(world) {
      const { shown: actor } = await create(world, { scopes: ['create:api-key', 'update:api-key'] });
      const bearer = await tokenOf(world, actor);
      const { clientId: one } = (await create(world, {}, { bearer })).shown;
      const { clientId: other } = (await create(world, {}, { bearer })).shown;
      for (const target of [one, other]) await ask(world, 200, patched(target, { enabled: false }));
      const { clientId: firstKey } = await world.fills({});
      const found = async (query: string) => {
        const { auditLogs } = await auditPage(world, query);
        return auditLogs.map(({ actor, action, target }) => [actor, action, target]).toSorted();
      };
      const [made, changed] = [
        [actor.clientId, 'api_key.created', one],
        [firstKey, 'api_key.updated', one],
      ];
      assert.deepEqual(await found(`target=${one}`), [made, changed].toSorted());
      const madeToo = [actor.clientId, 'api_key.created', other];
      assert.deepEqual(await found(`actor=${actor.clientId}`), [made, madeToo].toSorted());
      assert.deepEqual(await found(`actor=${actor.clientId}&target=${one}`), [made]);
      assert.deepEqual(await found(`actor=${firstKey}&target=${one}`), [changed]);
      assert.deepEqual(await found(`actor=${one}`), []);
      for (const name of ['actor', 'target']) assert.deepEqual(await found(`${name}=${'z'.repeat(200)}`), []);

      const [entry] = (await auditPage(world, `target=${one}&actor=${firstKey}`)).auditLogs;
      const [time, before, after] = [0, -1, 1].map((shift) => timeBeside(entry, shift));
      for (const [query, isFound] of [
        [`since=${time}`, true],
        [`since=${after}`, false],
        [`until=${time}`, false],
        [`until=${after}`, true],
        [`since=${time}&until=${after}`, true],
        [`since=${before}&until=${time}`, false],
      ] as const) {
        const expected = isFound ? [changed] : [];
        assert.deepEqual(await found(`target=${one}&actor=${firstKey}&${query}`), expected, query);
      }
      const around = await auditPage(world, `since=${time}&until=${after}&limit=100`);
      assert.ok(around.auditLogs.some(({ auditId }) => auditId === entry?.auditId));
      assert.ok(around.auditLogs.every((one) => one.time === entry?.time));
    },
  },
  {
    name: 'pages of the log hold every entry once, the newest first',
    operationIds,
    async hold(world) {
      const { clientId } = (await create(world, {})).shown;
      const { default: usual } = parameterSchema('limit');
      for (let change = 0; change < Number(usual); change++) {
        await ask(world, 200, patched(clientId, { name: `Name ${change}` }));
      }
      const whole = await auditPage(world, `target=${clientId}&limit=100`);
      const total = Number(usual) + 1;
      assert.deepEqual([whole.count, whole.auditLogs.length, whole.meta], [total, total, { limit: 100, next: null }]);
      expectNewestFirst(whole.auditLogs);
      const one = await auditPage(world, `target=${clientId}`);
      assert.deepEqual([one.count, one.meta.limit, one.auditLogs], [usual, usual, whole.auditLogs.slice(0, -1)]);
      const rest = await auditPage(world, `target=${clientId}&after=${one.meta.next}`);
      assert.deepEqual([rest.meta.next, rest.auditLogs], [null, whole.auditLogs.slice(-1)]);

      for (const [limit, count] of [
        [4, 3],
        [total, 1],
      ] as const) {
        const pages: Entry[][] = [];
        for (let next: string | null = ''; next !== null && pages.length < 9; ) {
          const after = next && `&after=${next}`;
          const { auditLogs, meta } = await auditPage(world, `target=${clientId}&limit=${limit}${after}`);
          pages.push(auditLogs);
          next = meta.next;
        }
        assert.equal(pages.length, count);
        assert.deepEqual(pages.flat(), whole.auditLogs);
      }
      const unfiltered = await auditPage(world, 'limit=2');
      const behind = await auditPage(world, `limit=1&after=${unfiltered.meta.next}`);
      expectNewestFirst([...unfiltered.auditLogs, ...behind.auditLogs]);
      const ids = [...unfiltered.auditLogs, ...behind.auditLogs].map(({ auditId }) => auditId);
      assert.equal(new Set(ids).size, 3);
    },
  },
];

function timeBeside(entry: Entry | undefined, milliseconds: number): string {
  return new Date(Date.parse(entry?.time ?? '') + milliseconds).toISOString();
}

function parameterSchema(wanted: string): { default?: unknown } {
  const { parameters } = operationOf(operationsOf(readContract()), 'listAuditLogs');
  return parameters.find(({ name }) => name === wanted)?.schema ?? {};
}
