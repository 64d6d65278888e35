import assert from 'node:assert/strict';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { components } from '../../../generated/types.ts';
import { operationOf, operationsOf, readContract, scopesOf } from '../document.ts';
import type { World } from '../world.ts';
import { first, traded } from './calls.ts';
import { ask, type Law, read } from './law.ts';

type Token = components['schemas']['Token'];
type Metadata = components['schemas']['ServerMetadata'];

const operationIds = ['issueToken', 'getServerMetadata', 'getJwks'];
const contract = readContract();
const operations = operationsOf(contract);
/** The first key's. */
const scopes = scopesOf(contract);

/** What is promised of a token, and of what a program needs to trust it. */
export const tokenLaws: readonly Law[] = [
  {
    name: 'a token says what its answer says, and verifies by the published keys',
    operationIds,
    async hold(world) {
      const before = Math.floor(Date.now() / 1000);
      const answer = await ask(world, 200, traded(first));
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
      const { scope } = await read<Token>(world, 200, traded(first));
      assert.deepEqual(scope.split(' '), scopes);
      for (const one of scopes) {
        const narrow = await read<Token>(world, 200, traded(first, { scope: one }));
        assert.equal(narrow.scope, one);
      }
    },
  },
  {
    name: 'an empty scope counts as omitted (RFC 6749 §3.2)',
    operationIds,
    async hold(world) {
      const { scope } = await read<Token>(world, 200, traded(first, { scope: '' }));
      assert.deepEqual(scope.split(' '), scopes);
    },
  },
  {
    name: 'the metadata names what this server has',
    operationIds,
    async hold(world) {
      const { issuer, ...rest } = await metadata(world);
      const at = (operationId: string) => issuer + operationOf(operations, operationId).path;
      const methods = ['client_secret_basic', 'client_secret_post'];
      assert.equal(new URL(issuer).port, new URL(world.url).port);
      assert.deepEqual(rest, {
        token_endpoint: at('issueToken'),
        jwks_uri: at('getJwks'),
        grant_types_supported: ['client_credentials'],
        token_endpoint_auth_methods_supported: methods,
        introspection_endpoint: at('introspectToken'),
        introspection_endpoint_auth_methods_supported: methods,
        revocation_endpoint: at('revokeToken'),
        revocation_endpoint_auth_methods_supported: methods,
        scopes_supported: scopes,
      });
    },
  },
];

async function metadata(world: World): Promise<Metadata> {
  return await read<Metadata>(world, 200, { operationId: 'getServerMetadata' });
}
