import assert from 'node:assert/strict';
import {
  added,
  auditPage,
  countKeys,
  create,
  deleted,
  dropped,
  etagOf,
  got,
  introspect,
  lastListed,
  listed,
  page,
  patched,
  revoked,
  type Schemas,
  tokenOf,
  unique,
} from './calls.ts';
import { ask, type Law, read } from './law.ts';

const stranger = { clientId: '$strangerId', clientSecret: '$strangerSecret' };

/** What is promised of organizations: none sees or touches what is another's. */
export const organizationLaws: readonly Law[] = [
  {
    name: 'a key of another organization is not to be told from one that is not there, nor to be touched',
    operationIds: ['getApiKey', 'updateApiKey', 'deleteApiKey', 'createSecret', 'deleteSecret'],
    async hold(world) {
      const bearer = await tokenOf(world, stranger);
      const shown = async () => await ask(world, 200, { ...got(stranger.clientId), bearer });
      const before = await shown();
      const { secrets } = JSON.parse(before.text) as Schemas['ApiKeyDetails'];
      const secretId = secrets[0]?.secretId ?? '';
      const calls = [
        got,
        (clientId: string) => patched(clientId, { name: 'Another' }),
        (clientId: string) => added(clientId),
        (clientId: string) => dropped(clientId, secretId),
        (clientId: string) => deleted(clientId),
      ];
      for (const call of calls) {
        const [theirs, nobodys] = [
          await ask(world, 404, call(stranger.clientId)),
          await ask(world, 404, call('nobody')),
        ];
        assert.equal(theirs.text, nobodys.text);
      }
      const after = await shown();
      assert.deepEqual([after.text, etagOf(after)], [before.text, etagOf(before)]);
    },
  },
  {
    name: 'lists and the log hold nothing of another organization',
    operationIds: ['listApiKeys', 'listAuditLogs'],
    async hold(world) {
      const bearer = await tokenOf(world, stranger);
      const [name, total] = [unique(), await countKeys(world)];
      const { clientId } = (await create(world, { name }, { bearer })).shown;
      assert.equal(await countKeys(world), total);
      assert.notEqual((await lastListed(world)).clientId, clientId);
      assert.equal((await page(world, `name=${name}`)).count, 0);
      const theirs = await read<Schemas['ApiKeyPage']>(world, 200, listed(`name=${name}`, { bearer }));
      assert.deepEqual([theirs.count, theirs.meta.total], [1, 1]);

      assert.equal((await auditPage(world, `target=${clientId}`)).count, 0);
      const [newest] = (await auditPage(world, 'limit=1')).auditLogs;
      assert.notEqual(newest?.target, clientId);
      const log = { operationId: 'listAuditLogs', bearer };
      assert.equal((await read<Schemas['AuditLogPage']>(world, 200, { ...log, query: `target=${clientId}` })).count, 1);
    },
  },
  {
    name: 'a token of another organization is introspected as none, and not revoked',
    operationIds: ['introspectToken', 'revokeToken'],
    async hold(world) {
      const bearer = await tokenOf(world, stranger);
      assert.deepEqual(await introspect(world, bearer), { active: false });
      await ask(world, 200, revoked(bearer));
      await ask(world, 200, listed('', { bearer }));
    },
  },
];
