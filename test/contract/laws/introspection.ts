import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { create, first, introspect, introspected, json, tokenOf } from './calls.ts';
import { ask, type Law, read } from './law.ts';

const operationIds = ['introspectToken'];

/** What is promised of introspection (RFC 7662 §2.2). */
export const introspectionLaws: readonly Law[] = [
  {
    name: 'introspection tells of a live token what stands in it',
    operationIds,
    async hold(world) {
      const { shown: key } = await create(world, { scopes: ['fly:to-the-moon', 'read:api-key'] });
      const token = await tokenOf(world, key);
      const { aud, ...claims } = decodeJwt(token);
      const audience = [aud].flat();
      const expected = { active: true, token_type: 'Bearer', ...claims, aud: audience };
      assert.deepEqual(await introspect(world, token), expected);
      assert.deepEqual([claims.sub, claims.client_id], [key.clientId, key.clientId]);
      assert.deepEqual([claims.scope, audience], ['fly:to-the-moon read:api-key', [claims.iss]]);
    },
  },
  {
    name: 'introspection says no more of a token that does not live than that, and takes each as it is written',
    operationIds,
    async hold(world) {
      const { token = '' } = await world.fills({});
      const { token: expired = '' } = await world.fills({ token: 'expired' });
      const [header, payload, signature = ''] = token.split('.');
      const others = [
        'anything',
        expired,
        `${header}.${payload}.`,
        `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
        ` ${token}`,
        `${token} `,
        `${token}\u00e9`,
        token.toLowerCase(),
        `Bearer ${token}`,
      ];
      for (const other of others) {
        for (const call of [introspected(other), { ...introspected(other), contentType: json }]) {
          assert.deepEqual(await read(world, 200, call), { active: false }, other);
        }
      }
      assert.equal((await introspect(world, token)).active, true);
    },
  },
  {
    name: 'introspection is for keys that hold introspect:token, and tells the others what they lack',
    operationIds,
    async hold(world) {
      const { token = '' } = await world.fills({});
      const [asker, other] = [['introspect:token'], ['read:api-key', 'grant:scope']];
      const { active } = await read<{ active: boolean }>(
        world,
        200,
        introspected(token, (await create(world, { scopes: asker })).shown),
      );
      assert.equal(active, true);
      const refused = await ask(world, 403, introspected(token, (await create(world, { scopes: other })).shown));
      assert.equal(JSON.parse(refused.text).error, 'insufficient_scope');
      assert.match(
        refused.headers.get('WWW-Authenticate') ?? '',
        /^Bearer realm="latchkey", error="insufficient_scope", scope="introspect:token"$/,
      );
    },
  },
  {
    name: 'introspection makes nothing of a hint',
    operationIds,
    async hold(world) {
      const { token = '' } = await world.fills({});
      const { body, ...call } = introspected(token, first);
      for (const token_type_hint of ['access_token', 'refresh_token', 'Of a kind that nobody knows', '']) {
        const hinted = { ...call, body: { ...(body as object), token_type_hint } };
        assert.equal((await read<{ active: boolean }>(world, 200, hinted)).active, true);
      }
    },
  },
];
