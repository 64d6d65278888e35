import assert from 'node:assert/strict';
import { validCalls } from '../cases.ts';
import { operationsOf, readContract } from '../document.ts';
import type { World } from '../world.ts';
import { added, create, created, details, first, json, patched, traded } from './calls.ts';
import { ask, type Law, type LawCall, read } from './law.ts';
import { notTimes } from './queries.ts';

/** Operations that take the same member, and what a call with that member is answered if it is valid. */
type Takers = readonly [
  operationId: string,
  call: (world: World) => Promise<(body: object) => LawCall>,
  status: number,
][];

const creating: Takers[number] = ['createApiKey', async () => (body) => created(body), 201];
const updating: Takers[number] = [
  'updateApiKey',
  async (world) => {
    const { clientId } = (await create(world, {})).shown;
    return (body) => patched(clientId, body);
  },
  200,
];
/** A key has no room for more than a few secrets: each call has one of its own. */
const adding: Takers[number] = ['createSecret', async () => (body) => ({ ...added('$newKey'), body }), 201];

/** A member of a request: what is let in of it, and what is not. */
interface Rule {
  readonly name: string;
  readonly takers: Takers;
  readonly valid: readonly object[];
  readonly invalid: readonly object[];
}

const scopesOf = (...lists: readonly unknown[]) => lists.map((scopes) => ({ scopes }));
const namesOf = (...names: readonly unknown[]) => names.map((name) => ({ name }));
const endsOf = (...ends: readonly unknown[]) => ends.map((expiresAt) => ({ expiresAt }));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `scope:${index}`);

const rules: readonly Rule[] = [
  {
    name: 'an end is a time in UTC that exists, in at most 30 characters, or null',
    takers: [creating, updating, adding],
    valid: endsOf('2099-12-31T23:59:59Z', '2099-12-31T23:59:59.123456789Z', null),
    invalid: endsOf(...notTimes, 4_102_444_800, true, [], {}),
  },
  {
    name: 'a name has something to read in it, and no control characters anywhere',
    takers: [creating, updating],
    valid: namesOf('a', ' a ', 'Ä', '😀', '.'.repeat(100), '😀'.repeat(100)),
    invalid: namesOf('', ' ', '\u00a0 ', '\u0000a', '\na', 'a\tb', 'a\u007f', '.'.repeat(101), null, 1, ['a']),
  },
  {
    name: 'scopes are up to 64 scope-tokens of up to 128 characters, each once',
    takers: [creating, updating],
    valid: scopesOf(['a'], ['!#[]~'], ['a'.repeat(128)], numbered(64)),
    invalid: scopesOf(
      [],
      numbered(65),
      ['a', 'a'],
      [''],
      ['a b'],
      ['a"'],
      ['"a'],
      ['\\a'],
      ['a\u00e9'],
      ['a'.repeat(129)],
      [1],
      [null],
      null,
      'a',
      {},
    ),
  },
  {
    name: 'whether a key is enabled is true or false',
    takers: [updating],
    valid: [{ enabled: true }, { enabled: false }],
    invalid: [{ enabled: null }, { enabled: 'true' }, { enabled: 1 }],
  },
  {
    name: 'previousExpiresIn is whole seconds of up to 30 days',
    takers: [adding],
    valid: [{ previousExpiresIn: 0 }, { previousExpiresIn: 1 }, { previousExpiresIn: 2_592_000 }],
    invalid: [-1, 2_592_001, 0.5, '60', null, true].map((previousExpiresIn) => ({ previousExpiresIn })),
  },
  {
    name: 'what is not known is refused',
    takers: [creating, updating, adding],
    valid: [{}],
    invalid: [{ colour: 'red' }, { clientId: 'key_0' }, { createdAt: '2099-12-31T23:59:59Z' }],
  },
];

/** What is promised of requests by several words of the contract together, which no boundary of one word shows. */
export const inputLaws: readonly Law[] = [
  ...rules.flatMap(({ name, takers, valid, invalid }) =>
    takers.map(
      ([operationId, prepare, status]): Law => ({
        name: `${operationId}: ${name}`,
        operationIds: [operationId],
        async hold(world) {
          const call = await prepare(world);
          for (const body of valid) await ask(world, status, call(body));
          for (const body of invalid) await ask(world, 400, call(body));
        },
      }),
    ),
  ),
  {
    name: 'an Idempotency-Key is up to 128 characters that can be seen',
    operationIds: ['createApiKey'],
    async hold(world) {
      const one = (key: string) => created({}, { headers: { 'Idempotency-Key': key } });
      for (const key of ['!', '~', '"a"', 'a,b', 'x'.repeat(128)]) await ask(world, 201, one(key));
      for (const key of ['', 'a b', '\u00e9a', 'a\u00e9', 'x'.repeat(129)]) await ask(world, 400, one(key));
    },
  },
  {
    name: 'If-Match is a list of tags, or a star',
    operationIds: ['updateApiKey'],
    async hold(world) {
      const { clientId } = (await create(world, {})).shown;
      const one = (tags: string) => patched(clientId, { name: 'Another' }, { headers: { 'If-Match': tags } });
      const malformed = ['', '1', 'x', '"1', '1"', '"1" "2"', '"1",', ',"1"', '**', '*, "1"', '"a b"', '"\u00e9"'];
      for (const tags of [...malformed, 'x"1"', '"1"x', 'w/"1"', `"${'x'.repeat(999)}"`])
        await ask(world, 400, one(tags));
      assert.equal((await details(world, clientId)).name, 'Of a law');
    },
  },
  {
    name: 'every part of a request that is invalid is named, once',
    operationIds: ['createApiKey', 'updateApiKey', 'createSecret'],
    async hold(world) {
      const keyParts = { name: '.'.repeat(101), scopes: [], colour: 'red' };
      await blames(world, created(keyParts), ['/body/colour', '/body/name', '/body/scopes']);
      await blames(world, patched('$newKey', { ...keyParts, enabled: 1 }), [
        '/body/colour',
        '/body/enabled',
        '/body/name',
        '/body/scopes',
      ]);
      const secretParts = { previousExpiresIn: -1, expiresAt: 1, colour: 'red' };
      await blames(world, added('$newKey', secretParts), [
        '/body/colour',
        '/body/expiresAt',
        '/body/previousExpiresIn',
      ]);
    },
  },
  {
    name: 'a grant type counts as it is written: nothing is trimmed, nor put into other letters',
    operationIds: ['issueToken'],
    async hold(world) {
      for (const grant_type of ['client_credentials ', 'Client_Credentials', 'client_credentials\u00e9']) {
        await ask(world, 400, { ...traded(first, { grant_type }), contentType: json });
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
          const declared = Object.keys(operation.requestBody.content);
          const others = [
            'text/plain',
            'text/json',
            'application/octet-stream',
            'application/xml',
            'application/merge-patch+json',
          ];
          for (const contentType of others.filter((other) => !declared.includes(other))) {
            await ask(world, 415, { ...call, operationId, contentType });
          }
        },
      };
    }),
];

async function blames(world: World, call: LawCall, pointers: readonly string[]): Promise<void> {
  const { errors } = await read<{ errors: { pointer: string }[] }>(world, 400, call);
  assert.deepEqual(errors.map(({ pointer }) => pointer).sort(), pointers);
}
