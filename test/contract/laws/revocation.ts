import assert from 'node:assert/strict';
import { create, introspect, json, listed, revoked, tokenOf } from './calls.ts';
import { ask, type Law, refuse } from './law.ts';

const operationIds = ['revokeToken', 'introspectToken', 'listApiKeys'];

/** What is promised of revocation (RFC 7009 §2). */
export const revocationLaws: readonly Law[] = [
  {
    name: 'revocation ends one token at once, and no other',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['read:api-key'] });
      const [token, other] = [await tokenOf(world, key), await tokenOf(world, key)];
      await ask(world, 200, listed('', { bearer: token }));
      for (let time = 0; time < 2; time++) {
        await ask(world, 200, revoked(token, key));
        await refuse(world, 401, 'invalid_token', listed('', { bearer: token }));
        await world.tidy();
        assert.deepEqual(await introspect(world, token), { active: false });
      }
      await ask(world, 200, listed('', { bearer: other }));
      assert.equal((await introspect(world, other)).active, true);
      await tokenOf(world, key);
    },
  },
  {
    name: 'revocation keeps its hands off the token of another client',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['read:api-key'] });
      const token = await tokenOf(world, key);
      await refuse(world, 400, 'invalid_request', revoked(token));
      await ask(world, 200, listed('', { bearer: token }));
    },
  },
  {
    name: 'revocation takes a token as it is written, and is content with one that is none',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['read:api-key'] });
      const token = await tokenOf(world, key);
      const { token: expired = '' } = await world.fills({ token: 'expired' });
      await ask(world, 200, revoked(expired));
      for (const other of ['anything', ` ${token}`, `${token} `, `${token}\u00e9`, token.toLowerCase()]) {
        await ask(world, 200, { ...revoked(other, key), contentType: json });
      }
      await ask(world, 200, listed('', { bearer: token }));
    },
  },
  {
    name: 'revocation makes nothing of a hint',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['read:api-key'] });
      for (const token_type_hint of ['access_token', 'refresh_token', '']) {
        const token = await tokenOf(world, key);
        const { body, ...call } = revoked(token, key);
        await ask(world, 200, { ...call, body: { ...(body as object), token_type_hint } });
        await refuse(world, 401, 'invalid_token', listed('', { bearer: token }));
      }
    },
  },
];
