import assert from 'node:assert/strict';
import { countKeys, create, created, deleted, details, tokenOf, unique } from './calls.ts';
import { ask, type Law, refuse } from './law.ts';

const operationIds = ['createApiKey'];

/** What is promised of a call that may be repeated. */
export const idempotencyLaws: readonly Law[] = [
  {
    name: 'a repeat with the same key and body gets the same answer, and makes no second key',
    operationIds,
    async hold(world) {
      const before = await countKeys(world);
      const call = created({ name: unique(), scopes: ['read:api-key'] }, { headers: { 'Idempotency-Key': unique() } });
      const answer = await ask(world, 201, call);
      for (let time = 0; time < 2; time++) {
        const repeat = await ask(world, 201, call);
        assert.equal(repeat.text, answer.text);
        assert.equal(repeat.headers.get('Location'), answer.headers.get('Location'));
        await world.tidy();
      }
      await tokenOf(world, JSON.parse(answer.text));
      assert.equal(await countKeys(world), before + 1);
    },
  },
  {
    name: 'the same key with another body is refused, and makes nothing',
    operationIds,
    async hold(world) {
      const headers = { 'Idempotency-Key': unique() };
      const body = { name: 'Of a law', scopes: ['read:api-key'], expiresAt: '2099-12-31T23:59:59.000Z' };
      await create(world, body, { headers });
      const before = await countKeys(world);
      for (const other of [{ name: 'Another' }, { scopes: ['create:api-key'] }, { expiresAt: null }]) {
        await refuse(world, 422, 'idempotency_key_reused', created({ ...body, ...other }, { headers }));
      }
      assert.equal(await countKeys(world), before);
    },
  },
  {
    name: 'another key, another caller and no key at all are other matters',
    operationIds,
    async hold(world) {
      const headers = { 'Idempotency-Key': unique() };
      const { shown: maker } = await create(world, { scopes: ['create:api-key'] });
      const bearer = await tokenOf(world, maker);
      const calls = [
        created({}, { headers }),
        created({}, { headers: { 'Idempotency-Key': headers['Idempotency-Key'].toUpperCase() } }),
        created({}, { headers, bearer }),
        created({}),
        created({}),
      ];
      const texts = new Set<string>();
      for (const call of calls) texts.add(JSON.parse((await ask(world, 201, call)).text).clientId);
      assert.equal(texts.size, calls.length);
    },
  },
  {
    name: 'a repeat shows nothing that its own token could not have made',
    operationIds,
    async hold(world) {
      const headers = { 'Idempotency-Key': unique() };
      const { shown: maker } = await create(world, { scopes: ['create:api-key', 'read:api-key'] });
      const wide = created({}, { headers, bearer: await tokenOf(world, maker) });
      await ask(world, 201, wide);
      const bearer = await tokenOf(world, maker, 'create:api-key');
      await refuse(world, 403, 'scope_escalation', { ...wide, bearer });
      await ask(world, 201, wide);
    },
  },
  {
    name: 'an answer is kept for ten minutes',
    operationIds,
    async hold(world) {
      const { shown: maker } = await create(world, { scopes: ['create:api-key', 'delete:api-key'] });
      const call = created({}, { headers: { 'Idempotency-Key': unique() } });
      const repeated = async () => {
        const bearer = await tokenOf(world, maker);
        return { bearer, clientId: JSON.parse((await ask(world, 201, { ...call, bearer })).text).clientId as string };
      };
      const { clientId } = await repeated();
      await world.later(595_000, async () => assert.equal((await repeated()).clientId, clientId));
      await world.later(600_001, async () => {
        const later = await repeated();
        assert.notEqual(later.clientId, clientId);
        // Made in the future, it would be the newest key for long.
        await ask(world, 204, deleted(later.clientId, { bearer: later.bearer }));
      });
      await details(world, clientId);
    },
  },
];
