import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from './cases.ts';
import { operationOf, operationsOf, readContract, scopesOf } from './document.ts';
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

const credentials = { client_id: '$clientId', client_secret: '$clientSecret' };

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
    expect(shown.expiresAt).toBe(toMilliseconds(expiresAt));
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

test('every patch within the documented limits is made, however its media type is called', async () => {
  const { clientId } = await newKey();
  const patch = fc.record(
    { name, enabled: fc.boolean(), scopes, expiresAt: fc.oneof(fc.constant(null), instant(future)) },
    { requiredKeys: [] },
  );
  const type = fc.constantFrom('application/json', 'application/merge-patch+json');
  const property = fc.asyncProperty(patch, type, async (body, contentType) => {
    const answer = await call('updateApiKey', { path: { clientId }, contentType, body });
    expect(answer.status, answer.text).toBe(200);
    const { expiresAt, ...asked } = body;
    expect(JSON.parse(answer.text)).toMatchObject(asked);
    if (expiresAt !== undefined) expect(JSON.parse(answer.text).expiresAt).toBe(toMilliseconds(expiresAt));
  });
  await fc.assert(property, { numRuns: 150, interruptAfterTimeLimit });
});

test('every list of tags is a condition, and fits only if the key’s own is in it', async () => {
  const { clientId } = await newKey();
  const tag = fc
    .tuple(fc.constantFrom('', 'W/'), fc.stringMatching(/^[!#-~]{0,20}$/))
    .map(([weak, text]) => `${weak}"${text}"`);
  const separator = fc.constantFrom(',', ', ', ' ,', '\t, ');
  const tags = fc
    .tuple(fc.array(tag, { minLength: 1, maxLength: 10 }), separator)
    .map(([list, between]) => list.join(between));
  const property = fc.asyncProperty(tags, async (list) => {
    const headers = { 'If-Match': list };
    const answer = await call('updateApiKey', {
      path: { clientId },
      headers,
      contentType: 'application/json',
      body: {},
    });
    const own = answer.headers.get('ETag');
    expect(answer.status, list).toBe(own === null ? 412 : 200);
    if (own !== null) expect(list).toContain(own);
  });
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit });
});

test('every new secret within the documented limits is made', async () => {
  const wanted = fc.record(
    {
      expiresAt: fc.oneof(fc.constant(null), instant(future)),
      previousExpiresIn: fc.integer({ min: 0, max: 2_592_000 }),
    },
    { requiredKeys: [] },
  );
  const property = fc.asyncProperty(wanted, async (body) => {
    const path = { clientId: '$newKey' };
    const answer = await call('createSecret', { path, contentType: 'application/json', body });
    expect(answer.status, answer.text).toBe(201);
    expect(JSON.parse(answer.text).expiresAt).toBe(toMilliseconds(body.expiresAt ?? null));
  });
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit });
});

test('every Idempotency-Key that can be seen is one, and brings the same answer again', async () => {
  const key = fc.stringMatching(/^[!-~]{1,110}$/, { size: 'max' });
  const property = fc.asyncProperty(key, name, async (text, name) => {
    const headers = { 'Idempotency-Key': `${crypto.randomUUID().slice(0, 18)}${text}` };
    const wanted = { headers, contentType: 'application/json', body: { name } };
    const [answer, repeat] = [await call('createApiKey', wanted), await call('createApiKey', wanted)];
    expect([answer.status, repeat.text], answer.text).toEqual([201, answer.text]);
  });
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit });
});

const anyTime = fc.oneof(instant(past), instant(future));
const cursor = fc.stringMatching(/^[0-9]{1,15}\.[A-Za-z0-9_]{1,128}$/);
const anyone = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 });

test('every page within the documented limits is served, with every filter', async () => {
  const query = fc.record(
    {
      limit: fc.integer({ min: 1, max: 100 }),
      offset: fc.maxSafeNat(),
      after: cursor,
      name,
      enabled: fc.boolean(),
      expiresBefore: anyTime,
      lastUsedBefore: anyTime,
    },
    { requiredKeys: ['limit', 'offset'] },
  );
  const property = fc.asyncProperty(query, async ({ limit, offset, ...filters }) => {
    const answer = await call('listApiKeys', { query: written({ limit, offset, ...filters }) });
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).meta).toMatchObject({ limit, offset });
  });
  await fc.assert(property, { numRuns: 150, interruptAfterTimeLimit });
});

test('every page of the log within the documented limits is served, with every filter', async () => {
  const query = fc.record(
    {
      limit: fc.integer({ min: 1, max: 100 }),
      after: cursor,
      since: anyTime,
      until: anyTime,
      actor: anyone,
      target: anyone,
    },
    { requiredKeys: ['limit'] },
  );
  const property = fc.asyncProperty(query, async (asked) => {
    const answer = await call('listAuditLogs', { query: written(asked) });
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).meta).toMatchObject({ limit: asked.limit });
  });
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit });
});

test('any text is asked about and revoked as a token', async () => {
  const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded');
  const operation = fc.constantFrom('introspectToken', 'revokeToken');
  const property = fc.asyncProperty(operation, type, anyone, async (operationId, contentType, token) => {
    const answer = await call(operationId, { contentType, body: { ...credentials, token } });
    expect([answer.status, answer.text]).toEqual([200, operationId === 'revokeToken' ? '' : '{"active":false}']);
  });
  await fc.assert(property, { numRuns: 80, interruptAfterTimeLimit });
});

test('any scopes that the key holds are granted, in any order and number', async () => {
  const held = scopesOf(contract);
  const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded');
  const property = fc.asyncProperty(fc.shuffledSubarray(held), type, async (wanted, contentType) => {
    const body = { ...credentials, grant_type: 'client_credentials', scope: wanted.join(' ') };
    const answer = await call('issueToken', { contentType, body });
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).scope).toBe((wanted.length > 0 ? wanted : held).join(' '));
  });
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit });
});

async function newKey(): Promise<{ clientId: string }> {
  const { newKey: clientId = '' } = await world.fills({ path: { clientId: '$newKey' } });
  return { clientId };
}

function toMilliseconds(time: string | null): string | null {
  return time === null ? null : new Date(Date.parse(time)).toISOString();
}

function written(query: Readonly<Record<string, unknown>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
}

async function call(operationId: string, wanted: Call): Promise<Answer> {
  const message = messageOf(operationOf(operations, operationId), wanted, await world.fills(wanted));
  const answer = await world.send(message);
  expect(check(operationId, answer)).toEqual([]);
  return answer;
}
