import assert from 'node:assert/strict';
import {
  added,
  auditPage,
  create,
  created,
  deleted,
  details,
  dropped,
  isBetween,
  patched,
  revoked,
  type Schemas,
  tokenOf,
  unique,
} from './calls.ts';
import { ask, type Law } from './law.ts';

type Entry = Schemas['AuditLog'];
type Audited = Schemas['AuditedKey'];

const operationIds = ['listAuditLogs'];
const end = '2099-12-31T23:59:59.000Z';

/** What is promised of the log of changes. */
export const auditLaws: readonly Law[] = [
  {
    name: 'each change leaves one entry: who, what, when, from where, before and after',
    operationIds: [...operationIds, 'createApiKey', 'updateApiKey', 'deleteApiKey', 'createSecret', 'deleteSecret'],
    async hold(world) {
      const start = Date.now();
      const requestId = unique();
      const headers = { 'X-Request-Id': requestId };
      const { clientId: actor } = await world.fills({});
      const scopes = ['read:api-key', 'fly:to-the-moon'];
      const { clientId, secretId } = (await create(world, { scopes, expiresAt: end }, { headers })).shown;
      const fresh: Audited = {
        name: 'Of a law',
        scopes,
        enabled: true,
        expiresAt: end,
        secrets: [{ secretId, expiresAt: null }],
      };
      await ask(world, 200, patched(clientId, { name: 'Another', enabled: false, expiresAt: null }, { headers }));
      const changed = { ...fresh, name: 'Another', enabled: false, expiresAt: null };
      const answer = await ask(world, 201, added(clientId, { previousExpiresIn: 3600 }, { headers }));
      const { secretId: newSecret, createdAt } = JSON.parse(answer.text) as Schemas['CreatedSecret'];
      const hourLater = new Date(Date.parse(createdAt) + 3_600_000).toISOString();
      const both = {
        ...changed,
        secrets: [
          { secretId, expiresAt: hourLater },
          { secretId: newSecret, expiresAt: null },
        ],
      };
      await ask(world, 204, dropped(clientId, secretId, { headers }));
      const rotated = { ...changed, secrets: [{ secretId: newSecret, expiresAt: null }] };
      await ask(world, 204, deleted(clientId, { headers }));

      const { auditLogs } = await auditPage(world, `target=${clientId}`);
      const expected = [
        ['api_key.created', null, fresh],
        ['api_key.updated', fresh, changed],
        ['secret.created', changed, both],
        ['secret.deleted', both, rotated],
        ['api_key.deleted', rotated, null],
      ] as const;
      const told = auditLogs.map(({ auditId, time, address, ...rest }) => ({ ...rest, ...inOrder(rest) }));
      assert.deepEqual(
        byAction(told),
        byAction(
          expected.map(([action, before, after]) => {
            const states = inOrder({ before, after });
            return { actor, action, outcome: 'done', target: clientId, requestId, ...states };
          }),
        ),
      );
      for (const { auditId, time, address } of auditLogs) {
        assert.match(auditId, /^aud_\w+$/);
        assert.ok(isBetween(time, start, Date.now()), `at ${time}`);
        assert.equal(address, '127.0.0.1');
      }
      expectNewestFirst(auditLogs);
      assert.equal(new Set(auditLogs.map(({ auditId }) => auditId)).size, auditLogs.length);
    },
  },
  {
    name: 'a token that is revoked leaves an entry, once',
    operationIds: [...operationIds, 'revokeToken'],
    async hold(world) {
      const { shown: key } = await create(world, {});
      const token = await tokenOf(world, key);
      const requestId = unique();
      await ask(world, 200, { ...revoked(token, key), headers: { 'X-Request-Id': requestId } });
      for (const other of [token, 'anything']) await ask(world, 200, revoked(other, key));
      const { auditLogs } = await auditPage(world, `actor=${key.clientId}`);
      const told = auditLogs.map(({ auditId, time, ...rest }) => rest);
      const { clientId } = key;
      const entry = { actor: clientId, action: 'token.revoked', outcome: 'done', target: clientId, requestId };
      assert.deepEqual(told, [{ ...entry, address: '127.0.0.1', before: null, after: null }]);
    },
  },
  {
    name: 'an attempt to grant more than one holds is there as refused, and changes nothing',
    operationIds: [...operationIds, 'createApiKey', 'updateApiKey', 'createSecret'],
    async hold(world) {
      const { shown: climber } = await create(world, { scopes: ['create:api-key', 'update:api-key'] });
      const bearer = await tokenOf(world, climber);
      const { clientId: target, secretId } = (await create(world, { scopes: ['read:api-key'] })).shown;
      const secrets = [{ secretId, expiresAt: null }];
      const now: Audited = { name: 'Of a law', scopes: ['read:api-key'], enabled: true, expiresAt: null, secrets };
      await ask(world, 403, created({ name: 'Climber', scopes: ['read:api-key'], expiresAt: end }, { bearer }));
      await ask(world, 403, patched(target, { enabled: false, scopes: ['fly:to-the-moon'] }, { bearer }));
      await ask(world, 403, added(target, {}, { bearer }));

      const { auditLogs } = await auditPage(world, `actor=${climber.clientId}`);
      const told = auditLogs.map(({ action, outcome, target, before, after }) => [
        action,
        outcome,
        target,
        before,
        after,
      ]);
      const asked = { name: 'Climber', scopes: ['read:api-key'], enabled: true, expiresAt: end, secrets: [] };
      const wished = auditLogs.find(({ action }) => action === 'secret.created')?.after;
      assert.equal(wished?.secrets.length, 2);
      const expected = [
        ['secret.created', 'refused', target, now, { ...now, secrets: wished?.secrets }],
        ['api_key.updated', 'refused', target, now, { ...now, enabled: false, scopes: ['fly:to-the-moon'] }],
        ['api_key.created', 'refused', null, null, asked],
      ];
      assert.deepEqual(told.toSorted(), expected.toSorted());
      assert.deepEqual((await details(world, target)).secrets.length, 1);
    },
  },
  {
    name: 'the log begins with the organization and its first key',
    operationIds,
    async hold(world) {
      const { clientId: target } = await world.fills({});
      const { auditLogs } = await auditPage(world, 'actor=bootstrap');
      const told = auditLogs.map(({ auditId, time, ...rest }) => rest);
      const { name, scopes, enabled, expiresAt, secrets } = await details(world, target);
      const after = {
        name,
        scopes,
        enabled,
        expiresAt,
        secrets: secrets.map(({ secretId, expiresAt }) => ({ secretId, expiresAt })),
      };
      const entry = { actor: 'bootstrap', outcome: 'done', requestId: null, address: null, before: null };
      assert.deepEqual(byAction(told), [
        { ...entry, action: 'api_key.created', target, after },
        { ...entry, action: 'organization.created', target: null, after: null },
      ]);
      expectNewestFirst(auditLogs);
    },
  },
  {
    name: 'the log holds no secret and no token',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['read:api-key'] });
      const token = await tokenOf(world, key);
      await ask(world, 201, added(key.clientId));
      await ask(world, 200, revoked(token, key));
      const { text } = await ask(world, 200, { operationId: 'listAuditLogs', query: 'limit=100' });
      assert.ok(text.includes(key.secretId));
      for (const hidden of [key.clientSecret, 'lks_', ...token.split('.'), 'digest']) {
        assert.ok(!text.includes(hidden), hidden);
      }
    },
  },
];

/** Entries of the same millisecond are told apart by their ids. */
export function expectNewestFirst(entries: readonly Entry[]): void {
  const places = entries.map(({ time, auditId }) => time + auditId);
  assert.deepEqual(places, places.toSorted().reverse());
}

function byAction<Told extends { action: string }>(entries: readonly Told[]): Told[] {
  return [...entries].sort((one, other) => one.action.localeCompare(other.action));
}

/** States with their secrets in one order. */
function inOrder({ before, after }: Pick<Entry, 'before' | 'after'>) {
  const sorted = (key: Audited | null) =>
    key && { ...key, secrets: key.secrets.toSorted((one, other) => (one.secretId < other.secretId ? -1 : 1)) };
  return { before: sorted(before), after: sorted(after) };
}
