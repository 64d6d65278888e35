import assert from 'node:assert/strict';
import { validCalls } from '../cases.ts';
import { operationsOf, readContract } from '../document.ts';
import type { World } from '../world.ts';
import { ask, type Law } from './law.ts';

/** What is promised of requests by several words of the contract together, which no boundary of one word shows. */
export const inputLaws: readonly Law[] = [
  {
    name: 'an end is a time in UTC that exists, in at most 30 characters',
    operationIds: ['createApiKey'],
    async hold(world) {
      for (const expiresAt of ['2099-12-31T23:59:59Z', '2099-12-31T23:59:59.123456789Z', null]) {
        await create(world, 201, { name: 'Of a law', expiresAt });
      }
      for (const expiresAt of [
        '2099-12-31T23:59:59.1234567890Z',
        '2099-12-31T23:59:59+01:00',
        '2099-12-31 23:59:59Z',
        '2099-12-31t23:59:59z',
        '2099-02-30T00:00:00Z',
        '2099-12-31T25:00:00Z',
        '2099-12-31',
        '',
      ]) {
        await create(world, 400, { name: 'Of a law', expiresAt });
      }
    },
  },
  {
    name: 'a name has something to read in it, and no control characters anywhere',
    operationIds: ['createApiKey'],
    async hold(world) {
      for (const name of ['a', ' a ', 'Ä', '😀', '.'.repeat(100), '😀'.repeat(100)]) await create(world, 201, { name });
      for (const name of ['', ' ', '\u00a0 ', '\u0000a', '\na', 'a\tb', 'a\u007f', '.'.repeat(101)]) {
        await create(world, 400, { name });
      }
    },
  },
  {
    name: 'every part of a request that is invalid is named, once',
    operationIds: ['createApiKey'],
    async hold(world) {
      const body = { name: '.'.repeat(101), scopes: [], colour: 'red' };
      const { errors } = JSON.parse(await create(world, 400, body)) as { errors: { pointer: string }[] };
      const pointers = errors.map(({ pointer }) => pointer).sort();
      assert.deepEqual(pointers, ['/body/colour', '/body/name', '/body/scopes']);
    },
  },
  {
    name: 'every member of a token request is a text',
    operationIds: ['issueToken'],
    async hold(world) {
      const valid = { grant_type: 'client_credentials', client_id: '$clientId', client_secret: '$clientSecret' };
      for (const member of ['grant_type', 'client_id', 'client_secret', 'scope', 'anything']) {
        for (const value of [null, 1, true, [], {}]) {
          const body = { ...valid, [member]: value };
          const { text } = await ask(world, 400, { operationId: 'issueToken', contentType: 'application/json', body });
          assert.equal(JSON.parse(text).error, 'invalid_request');
        }
      }
    },
  },
  {
    name: 'a token request counts as it is written: nothing is trimmed, nor put into other letters',
    operationIds: ['issueToken'],
    async hold(world) {
      const { clientId, clientSecret } = await world.fills({});
      const valid = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      for (const [status, changes] of [
        [200, {}],
        [400, { grant_type: 'client_credentials ' }],
        [400, { grant_type: 'Client_Credentials' }],
        [400, { grant_type: 'client_credentials\u00e9' }],
        [401, { client_id: `${clientId} ` }],
        [401, { client_secret: `${clientSecret}\u00e9` }],
        [401, { client_secret: clientSecret.toLowerCase() }],
      ] as const) {
        const body = JSON.stringify({ ...valid, ...changes });
        await ask(world, status, { operationId: 'issueToken', contentType: 'application/json', body });
      }
    },
  },
  ...operationsOf(readContract())
    .filter(({ requestBody }) => Object.keys(requestBody.content).length > 0)
    .map((operation): Law => {
      const { operationId } = operation;
      const [, call = {}] = validCalls(operation)[0] ?? [];
      return {
        name: `${operationId} reads no media type but those that it declares`,
        operationIds: [operationId],
        async hold(world) {
          for (const contentType of ['text/plain', 'text/json', 'application/octet-stream', 'application/xml']) {
            await ask(world, 415, { ...call, operationId, contentType });
          }
        },
      };
    }),
];

async function create(world: World, status: number, body: object): Promise<string> {
  return (await ask(world, status, { operationId: 'createApiKey', contentType: 'application/json', body })).text;
}
