import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeJwt, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { admin } from '../../server/admin/index.ts';
import { type App, createApp } from '../../server/app.ts';
import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { openStore } from '../../server/storage/index.ts';
import { fetchToken, startService } from '../support/service.ts';

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;
const publicUrl = 'https://keys.example';

vi.useFakeTimers({ toFake: ['Date'] });
// The worker goes on to other files.
afterAll(() => void vi.useRealTimers());

function pass(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

interface Replica {
  readonly url: string;
  readonly app: App;
}

const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-signing-'));
const databaseUrl = `sqlite:${path.join(folder, 'latchkey.db')}`;
const serviceSecret = randomBytes(32);
const stores: Store[] = [];

/** One of two replicas on one database; nothing happens in it by itself. */
async function startReplica(): Promise<Replica> {
  const store = await openStore(databaseUrl);
  stores.push(store);
  const log = { info() {}, warn() {}, error() {} };
  const settings = { serviceSecret, log, publicUrl, signingKeyDays: 90, accessTokenLifetime: 86_400 };
  const app = await createApp({ ...settings, store, housekeepingInterval: 1_000_000_000 });
  return { app, url: await app.listen(0, '127.0.0.1') };
}

const [one, other] = [await startReplica(), await startReplica()];
afterAll(async () => {
  for (const { app } of [one, other]) await app.stop();
  for (const store of stores) await store.close();
  await rm(folder, { recursive: true });
});

const { firstKey = { clientId: '', clientSecret: '' } } = one.app;
const tokenOf = (replica: Replica) => fetchToken(replica, firstKey);

async function tidy(): Promise<void> {
  await Promise.all([one.app.tidy(), other.app.tidy()]);
}

async function signingKey(...args: string[]) {
  const environment = { DATABASE_URL: databaseUrl, LATCHKEY_SECRET: serviceSecret.toString('base64') };
  return await admin(['signing-key', ...args], environment);
}

/** @returns what the command tells programs, or else people of what is wrong */
async function told(...args: string[]) {
  const { stdout, stderr } = await signingKey(...args, '--json');
  return stdout === '' ? stderr : JSON.parse(stdout);
}

/** Each test begins with one key, which is new, and a second after the last look for an unknown one. */
beforeEach(async () => {
  pass(second);
  await told('replace', '--end-all-tokens');
  await tidy();
});

async function kidsOf({ url }: Pick<Replica, 'url'>): Promise<unknown[]> {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
  return keys.map(({ kid }) => kid);
}

async function statusOf({ url }: Pick<Replica, 'url'>, token: string): Promise<number> {
  const response = await fetch(`${url}/api-keys`, { headers: { Authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

test('a rotation: published before use, both keys good on both replicas, the old one gone when its tokens are', async () => {
  const tokens: string[] = [];
  /** After so long, each replica issues a token, and each publishes the keys of all that live, and takes them. */
  const goOn = async (milliseconds: number) => {
    pass(milliseconds);
    await tidy();
    tokens.push(await tokenOf(one), await tokenOf(other));
    const living = tokens.filter((token) => (decodeJwt(token).exp ?? 0) * second > Date.now());
    for (const replica of [one, other]) {
      expect(await kidsOf(replica)).toEqual(expect.arrayContaining(living.map(kidOf)));
      for (const token of living) expect(await statusOf(replica, token)).toBe(200);
    }
    return tokens.slice(-2).map(kidOf);
  };

  const [old] = await goOn(0);
  const { kid } = (await told('rotate', '--in', '60')).signingKey;
  for (const replica of [one, other]) expect(await kidsOf(replica)).toEqual([kid, old]);
  for (const wait of [0, 59]) expect(await goOn(wait * second)).toEqual([old, old]);
  expect(await goOn(second)).toEqual([kid, kid]);
  // The last tokens of the old one end 86,459 s after the first step; an hour more is for clocks that differ.
  for (const wait of [20, 86_370, 3609]) expect(await goOn(wait * second)).toEqual([kid, kid]);
  expect(await kidsOf(one)).toEqual([kid, old]);
  expect(await goOn(second)).toEqual([kid, kid]);
  for (const replica of [one, other]) expect(await kidsOf(replica)).toEqual([kid]);
});

test('a replica that missed the notice takes a token of the new key all the same', async () => {
  await told('rotate', '--in', '60');
  pass(60 * second);
  await one.app.tidy();
  const token = await tokenOf(one);
  expect(kidOf(await tokenOf(other))).not.toBe(kidOf(token));
  expect(await statusOf(other, token)).toBe(200);
  expect(kidOf(await tokenOf(other))).toBe(kidOf(token));
});

test('a leaked key is replaced: its tokens are dead, also those that were verified before', async () => {
  await told('rotate');
  const stolen = await tokenOf(one);
  for (const replica of [one, other]) expect(await statusOf(replica, stolen)).toBe(200);
  const { kid } = (await told('replace', '--end-all-tokens')).signingKey;
  for (const replica of [one, other]) expect(await kidsOf(replica)).toEqual([kid]);
  await one.app.tidy();
  expect(await statusOf(one, stolen)).toBe(401);
  const fresh = await tokenOf(one);
  // The new key's first token tells the other replica.
  expect([await statusOf(other, fresh), await statusOf(other, stolen)]).toEqual([200, 401]);
  expect(kidOf(await tokenOf(other))).toBe(kid);
});

test('on schedule, one of the replicas adds the next key a day before it signs', async () => {
  const states = async () => (await told('list')).signingKeys.map(({ state }: { state: string }) => state);
  pass(89 * day - second);
  await tidy();
  expect(await states()).toEqual(['signing']);
  pass(second);
  await tidy();
  await tidy();
  expect(await states()).toEqual(['next', 'signing']);
  pass(day);
  await tidy();
  expect(await states()).toEqual(['signing', 'verifying']);
  pass(89 * day);
  await tidy();
  expect(await states()).toEqual(['next', 'signing']);
});

test('of two that rotate at once one does, and none does while a key waits', async () => {
  const waits = expect.stringMatching(/^A key waits to sign already/);
  const made = { signingKey: expect.objectContaining({ kid: expect.any(String) }) };
  const answers = await Promise.all([told('rotate'), told('rotate')]);
  expect(answers).toContainEqual(made);
  expect(answers).toContainEqual(waits);
  pass(299 * second);
  expect(await told('rotate')).toEqual(waits);
  pass(second);
  expect(await told('rotate')).toEqual(made);
  expect(await kidsOf(one)).toHaveLength(3);
});

test('what is refused is told, and changes nothing', async () => {
  const before = await told('list');
  for (const lead of ['59', '2592001', '-60', '60.5', '1e3', '', 'soon']) {
    expect(await told('rotate', `--in=${lead}`)).toMatch(/^--in must be a number of seconds, 60 to 2592000\./);
  }
  expect(await told('replace')).toMatch(/^This ends every access token.*\n.*add --end-all-tokens\.\n/);
  expect(await told('list')).toEqual(before);
});

test('people read when a key signs, and until when an old one verifies', async () => {
  const time = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
  const rotated = await signingKey('rotate', '--in', '60');
  const [next, signing] = await kidsOf(one);
  expect(rotated.stdout).toBe(`The key ${next} is published now, and signs from ${time(60 * second)}.\n`);
  const rows = async () =>
    (await signingKey('list')).stdout
      .trimEnd()
      .split('\n')
      .map((row) => row.split(/ {2,}/));
  const [made, begins, end] = [time(0), time(60 * second), time(25 * hour + 60 * second)];
  const head = ['KID', 'CREATED', 'SIGNS FROM', 'STATE'];
  expect(await rows()).toEqual([head, [next, made, begins, 'next'], [signing, made, made, 'signing']]);
  pass(60 * second);
  expect(await rows()).toEqual([
    head,
    [next, made, begins, 'signing'],
    [signing, made, made, `verifying until ${end}`],
  ]);
  const replaced = await signingKey('replace', '--end-all-tokens');
  expect(replaced.stdout).toMatch(/^The key \S{43} signs from now on; all others are gone, and so are the tokens/);
});

test('while signing keys can not be read, tokens are issued and taken; of an unknown key nothing is said', async () => {
  let isDown = false;
  await using service = await startService({
    serviceSecret: randomBytes(32),
    wrapStore: (store) => ({
      ...store,
      async signingKeys() {
        if (isDown) throw new StoreUnavailable(new Error('down'));
        return await store.signingKeys();
      },
    }),
  });
  const token = await fetchToken(service, service.firstKey);
  isDown = true;
  await service.tidy();
  expect(service.log).toContainEqual(
    expect.objectContaining({ level: 'warn', message: 'signing keys not read again yet' }),
  );
  expect(await statusOf(service, token)).toBe(200);
  expect(await statusOf(service, await fetchToken(service, service.firstKey))).toBe(200);
  const [, payload, signature] = token.split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: 'other' })).toString('base64url');
  const unknown = `${header}.${payload}.${signature}`;
  expect(await statusOf(service, unknown)).toBe(503);
  isDown = false;
  pass(second);
  expect(await statusOf(service, unknown)).toBe(401);
});

test('caches may keep the key set for less than any notice of a new key', async () => {
  const { headers } = await fetch(`${one.url}/.well-known/jwks.json`);
  expect(headers.get('Cache-Control')).toBe('public, max-age=15');
});
