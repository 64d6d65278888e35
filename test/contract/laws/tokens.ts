import assert from 'node:assert/strict';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { components } from '../../../generated/types.ts';
import { operationOf, operationsOf, readContract } from '../document.ts';
import type { World } from '../world.ts';
import { traded } from './keys.ts';
import { ask, type Law, read } from './law.ts';

type Token = components['schemas']['Token'];
type Metadata = components['schemas']['ServerMetadata'];

const operationIds = ['issueToken', 'getServerMetadata', 'getJwks'];
const contract = readContract();
const operations = operationsOf(contract);
const first = ['$clientId', '$clientSecret'] as const;

/** What is promised of a token, and of what a program needs to trust it. */
export const tokenLaws: readonly Law[] = [
  {
    name: 'a token says what its answer says, and verifies by the published keys',
    operationIds,
    async hold(world) {
      const before = Math.floor(Date.now() / 1000);
      const answer = await ask(world, 200, traded(...first));
      const token = JSON.parse(answer.text) as Token;
      const { issuer } = await metadata(world);
      const keys = await read<JSONWebKeySet>(world, 200, { operationId: 'getJwks' });
      const verified = await jwtVerify(token.access_token, createLocalJWKSet(keys), { issuer, typ: 'at+jwt' });
      const { exp = 0, iat = 0, scope, sub } = verified.payload;
      assert.deepEqual([exp - iat, scope], [token.expires_in, token.scope]);
      assert.equal(sub, (await world.fills({})).clientId);
      assert.ok(token.expires_in > 0 && iat >= before, `issued at ${iat}`);
      // RFC 6749 §5.1
      assert.equal(answer.headers.get('Pragma'), 'no-cache');
    },
  },
  {
    name: 'a token has the scopes that were asked for, or else all of its key’s',
    operationIds,
    async hold(world) {
      const all = definedScopes();
      const { scope } = await read<Token>(world, 200, traded(...first));
      assert.deepEqual(scope.split(' '), all);
      for (const one of all) {
        const narrow = await read<Token>(world, 200, traded(...first, { scope: one }));
        assert.equal(narrow.scope, one);
      }
    },
  },
  {
    name: 'what RFC 6749 §3.2 has ignored is ignored: unknown parameters, and empty ones',
    operationIds,
    async hold(world) {
      const others = { scope: '', resource: 'https://api.example', colour: 'red' };
      const { scope } = await read<Token>(world, 200, traded(...first, others));
      assert.deepEqual(scope.split(' '), definedScopes());
    },
  },
  {
    name: 'credentials may come as HTTP Basic, and never twice',
    operationIds,
    async hold(world) {
      const { clientId, clientSecret } = await world.fills({});
      const headers = { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` };
      const body = { grant_type: 'client_credentials' };
      const contentType = 'application/x-www-form-urlencoded';
      await ask(world, 200, { operationId: 'issueToken', contentType, body, headers });
      await ask(world, 400, { ...traded(...first), headers });
    },
  },
  {
    name: 'the metadata names what this server has',
    operationIds,
    async hold(world) {
      const { issuer, token_endpoint, jwks_uri, scopes_supported, ...methods } = await metadata(world);
      const at = (operationId: string) => issuer + operationOf(operations, operationId).path;
      assert.equal(new URL(issuer).port, new URL(world.url).port);
      assert.deepEqual([token_endpoint, jwks_uri], [at('issueToken'), at('getJwks')]);
      assert.deepEqual(scopes_supported, definedScopes());
      assert.deepEqual(methods, {
        grant_types_supported: ['client_credentials'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      });
    },
  },
];

async function metadata(world: World): Promise<Metadata> {
  return await read<Metadata>(world, 200, { operationId: 'getServerMetadata' });
}

/** Every scope that the contract defines: the first key holds them all. */
function definedScopes(): string[] {
  const flows = contract.components?.securitySchemes?.oauth2?.flows ?? {};
  return Object.values(flows).flatMap(({ scopes = {} }) => Object.keys(scopes));
}
