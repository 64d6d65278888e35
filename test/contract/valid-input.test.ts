import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from './cases.ts';
import { operationOf, operationsOf, readContract } from './document.ts';
import type { Answer } from './exchange.ts';
import { messageOf } from './messages.ts';
import { createCheck } from './validator.ts';
import { startWorld, type World } from './world.ts';

const contract = readContract();
const operations = operationsOf(contract);
const check = createCheck(contract);
/** Milliseconds; ends a long shrinking with what it has, before the test times out. */
const interruptAfterTimeLimit = 10_000;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => await world[Symbol.asyncDispose]());

// Sizes are the greatest: fast-check keeps to a dozen otherwise, and never comes near a limit.

/** Anything that a person may type into one line; the contract counts code points. */
const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((one) => !/\p{Cc}/u.test(one));
const name = fc
  .array(fc.oneof(character, fc.constantFrom(' ', 'a', '😀', '\u00a0', '\u2028', 'é')), {
    minLength: 1,
    maxLength: 100,
    size: 'max',
  })
  .map((characters) => characters.join(''))
  .filter((text) => text.trim() !== '');

const scope = fc.stringMatching(/^[!#-[\]-~]{1,128}$/, { size: 'max' });
const scopes = fc.uniqueArray(scope, { minLength: 1, maxLength: 64, size: 'max' });

/** RFC 3339 in UTC, with up to nine digits of a second. Today is left out: it may be over before the answer. */
const day = 86_400_000;
const past = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date(Date.now() - day), noInvalidDate: true });
const future = fc.date({ min: new Date(Date.now() + day), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
const instant = (date: fc.Arbitrary<Date>) =>
  fc
    .tuple(date, fc.stringMatching(/^(\.[0-9]{1,9})?$/))
    .map(([moment, fraction]) => moment.toISOString().replace(/\.\d+Z$/, `${fraction}Z`));

test('every new key within the documented limits is made, as it was asked for', async () => {
  const wanted = fc.record(
    { name, scopes, expiresAt: fc.oneof(fc.constant(null), instant(future)) },
    { requiredKeys: ['name'] },
  );
  const property = fc.asyncProperty(wanted, async (body) => {
    const answer = await call('createApiKey', { contentType: 'application/json', body });
    expect(answer.status, answer.text).toBe(201);
    const { expiresAt = null, ...asked } = body;
    const shown = JSON.parse(answer.text);
    expect(shown).toMatchObject(asked);
    const milliseconds = expiresAt === null ? null : new Date(Date.parse(expiresAt)).toISOString();
    expect(shown.expiresAt).toBe(milliseconds);
  });
  await fc.assert(property, { numRuns: 200, interruptAfterTimeLimit });
});

test('a new key that is over already is a conflict, not an invalid request', async () => {
  const property = fc.asyncProperty(name, instant(past), async (name, expiresAt) => {
    const answer = await call('createApiKey', { contentType: 'application/json', body: { name, expiresAt } });
    expect(answer.status, answer.text).toBe(409);
  });
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit });
});

test('every page within the documented limits is served', async () => {
  const page = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.maxSafeNat());
  const property = fc.asyncProperty(page, async ([limit, offset]) => {
    const answer = await call('listApiKeys', { query: `limit=${limit}&offset=${offset}` });
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).meta).toMatchObject({ limit, offset });
  });
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit });
});

test('any scopes that the key holds are granted, in any order and number', async () => {
  const held = ['read:api-key', 'create:api-key', 'delete:api-key', 'grant:scope'];
  const credentials = { grant_type: 'client_credentials', client_id: '$clientId', client_secret: '$clientSecret' };
  const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded');
  const property = fc.asyncProperty(fc.shuffledSubarray(held), type, async (wanted, contentType) => {
    const answer = await call('issueToken', { contentType, body: { ...credentials, scope: wanted.join(' ') } });
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).scope).toBe((wanted.length > 0 ? wanted : held).join(' '));
  });
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit });
});

async function call(operationId: string, wanted: Call): Promise<Answer> {
  const message = messageOf(operationOf(operations, operationId), wanted, await world.fills(wanted));
  const answer = await world.send(message);
  expect(check(operationId, answer)).toEqual([]);
  return answer;
}
