import { randomUUID } from 'node:crypto';
import { pick } from '../../../scripts/lib/mock/chance.ts';
import type { Call, Wire } from './call.ts';
import type { OwnedKey } from './owned-key.ts';
import { askAll, introspection } from './world.ts';
import {
  aSecret,
  bury,
  buryKey,
  call,
  change,
  knownSecrets,
  newName,
  operate,
  readBack,
  settle,
  type Writer,
} from './writer.ts';

/** What a writer does with one of its keys. @throws {Interrupted} */
type Act = (writer: Writer, key: OwnedKey) => Promise<void>;

/** How often, of all of them together. */
const acts: readonly (readonly [weight: number, act: Act])[] = [
  [4, create],
  [4, rename],
  [3, addSecret],
  [3, dropSecret],
  [2, toggle],
  [3, remove],
  [2, revoke],
  [6, useToken],
  [3, askAboutToken],
  [4, readBack],
  [1, list],
  [4, tryDead],
];

const lottery = acts.flatMap(([weight, act]) => Array<Act>(weight).fill(act));

/** Keys that a writer has at once. */
const mostKeys = 8;

/** Secrets that a key may have. */
const mostSecrets = 5;

/** Whatever a writer does next. @throws {Interrupted} */
export async function step(writer: Writer): Promise<void> {
  if (writer.pending) return await finishCreating(writer);
  const unsure = writer.keys.find((key) => key.unsure.size > 0);
  if (unsure) return await settle(writer, unsure);
  const key = pick(writer.chance, writer.keys);
  const act = pick(writer.chance, lottery);
  if (key && act) await act(writer, key);
  else await create(writer);
}

/**
 * Sees that what a writer knows to be so is so.
 *
 * @param isThorough tries each secret, and not one of each key
 * @throws {Interrupted}
 */
export async function verify(writer: Writer, isThorough: boolean): Promise<void> {
  if (writer.pending) await finishCreating(writer);
  for (const key of [...writer.keys]) {
    if (key.unsure.size > 0) await settle(writer, key);
    if (!writer.keys.includes(key)) continue;
    await readBack(writer, key);
    for (const secret of isThorough ? knownSecrets(key) : [undefined]) await issue(writer, key, secret);
  }
  for (let look = 0; look < 5; look++) await tryDead(writer);
}

async function create(writer: Writer): Promise<void> {
  const { keys, world, chance } = writer;
  const [oldest] = keys;
  if (oldest && keys.length >= mostKeys) return await remove(writer, oldest);
  const attempt = world.ledger.begin('api_key.created');
  const name = newName();
  const headers = { 'X-Request-Id': attempt.requestId, 'Idempotency-Key': randomUUID() };
  const { token } = world.operator;
  const wanted: Call = { method: 'POST', path: '/api-keys', token, headers, body: { name, scopes: ['read:api-key'] } };
  writer.pending = { attempt, name, call: wanted };
  await finishCreating(writer, chance() < 0.3);
}

/** @param isEverywhere asks every replica for the same at once: they make one key */
async function finishCreating(writer: Writer, isEverywhere = false): Promise<void> {
  const { pending, world } = writer;
  if (!pending) return;
  const { attempt, name } = pending;
  const what = `${name}, asked for with an idempotency key`;
  const answers = isEverywhere
    ? await askAll(world, pending.call, [201], what)
    : [await call(writer, pending.call, [201], what)];
  const [first, ...others] = answers.map(({ body }) => body as Wire['CreatedApiKey']);
  if (!first) return;
  const { clientId, secretId, clientSecret } = first;
  world.ledger.acknowledge(attempt, clientId);
  writer.pending = undefined;
  const secrets = new Map([[secretId, clientSecret]]);
  writer.keys.push({ clientId, name, enabled: true, secrets, token: undefined, unsure: new Set() });
  for (const other of others) {
    const isSame = other.clientId === clientId && other.clientSecret === clientSecret;
    if (!isSame) world.ledger.blame(`${what}, was made twice: ${clientId} and ${other.clientId}`);
  }
}

async function rename(writer: Writer, key: OwnedKey): Promise<void> {
  const name = newName();
  await change(writer, key, 'api_key.updated', patch(key, { name }), [200]);
  key.name = name;
}

async function toggle(writer: Writer, key: OwnedKey): Promise<void> {
  const token = key.enabled ? await warmToken(writer, key) : undefined;
  const wish = { name: newName(), enabled: !key.enabled };
  await change(writer, key, 'api_key.updated', patch(key, wish), [200]);
  Object.assign(key, wish);
  key.token = undefined;
  if (token !== undefined) await bury(writer, { clientId: key.clientId, token, why: 'its key was disabled' });
}

async function addSecret(writer: Writer, key: OwnedKey): Promise<void> {
  if (key.secrets.size >= mostSecrets) return await dropSecret(writer, key);
  const wanted: Call = { method: 'POST', path: `/api-keys/${key.clientId}/secrets`, body: {} };
  const { body } = await change(writer, key, 'secret.created', wanted, [201]);
  const { secretId, clientSecret } = body as Wire['CreatedSecret'];
  key.secrets.set(secretId, clientSecret);
}

/** One that is known always stays. */
async function dropSecret(writer: Writer, key: OwnedKey): Promise<void> {
  const { clientId, secrets } = key;
  const [secretId, clientSecret] = pick(writer.chance, [...secrets]) ?? [];
  const isOtherKnown = [...secrets].some(([id, value]) => id !== secretId && value !== undefined);
  if (secretId === undefined || !isOtherKnown) return await readBack(writer, key);
  const wanted: Call = { method: 'DELETE', path: `/api-keys/${clientId}/secrets/${secretId}` };
  await change(writer, key, 'secret.deleted', wanted, [204]);
  secrets.delete(secretId);
  if (clientSecret !== undefined) await bury(writer, { clientId, clientSecret, why: `${secretId} was deleted` });
}

async function remove(writer: Writer, key: OwnedKey): Promise<void> {
  if (key.enabled) await warmToken(writer, key);
  await change(writer, key, 'api_key.deleted', { method: 'DELETE', path: `/api-keys/${key.clientId}` }, [204]);
  await buryKey(writer, key);
}

async function revoke(writer: Writer, key: OwnedKey): Promise<void> {
  if (!key.enabled) return;
  const token = await warmToken(writer, key);
  const { clientId } = key;
  const { ledger } = writer.world;
  const attempt = ledger.begin('token.revoked', clientId);
  key.token = undefined;
  const form = { token, client_id: clientId, client_secret: aSecret(key, writer.chance) ?? '' };
  const headers = { 'X-Request-Id': attempt.requestId };
  await call(writer, { method: 'POST', path: '/oauth/revoke', form, headers }, [200], `a token of ${clientId}`);
  ledger.acknowledge(attempt, clientId);
  await bury(writer, { clientId, token, why: 'it was revoked' });
}

/** @param secret any that is known by default */
async function issue(writer: Writer, key: OwnedKey, secret = aSecret(key, writer.chance)): Promise<void> {
  const form = { grant_type: 'client_credentials', client_id: key.clientId, client_secret: secret ?? '' };
  const what = `${key.clientId}, which is ${key.enabled ? 'enabled' : 'disabled'}`;
  const wanted: Call = { method: 'POST', path: '/oauth/token', form };
  const { body } = await call(writer, wanted, [key.enabled ? 200 : 401], what);
  key.token = key.enabled ? (body as Wire['Token']).access_token : undefined;
}

async function useToken(writer: Writer, key: OwnedKey): Promise<void> {
  const { clientId } = key;
  if (!key.token || writer.chance() < 0.3) await issue(writer, key);
  if (key.token) await call(writer, { path: `/api-keys/${clientId}`, token: key.token }, [200], `${clientId} itself`);
}

/** Every replica has just let it in: what one of them remembers of that must not matter. @throws {Interrupted} */
async function warmToken(writer: Writer, key: OwnedKey): Promise<string> {
  if (!key.token) await issue(writer, key);
  const token = key.token ?? '';
  await askAll(writer.world, { path: `/api-keys/${key.clientId}`, token }, [200], `${key.clientId} itself`);
  return token;
}

async function askAboutToken(writer: Writer, key: OwnedKey): Promise<void> {
  if (!key.token) return await issue(writer, key);
  const { body } = await call(writer, introspection(writer.world, key.token), [200], `a token of ${key.clientId}`);
  if ((body as Wire['Introspection']).active) return;
  writer.world.ledger.blame(`introspection says inactive: a token of ${key.clientId} that lives`);
}

async function list(writer: Writer): Promise<void> {
  const offset = Math.floor(writer.chance() * 20);
  const { body } = await operate(writer, { path: `/api-keys?limit=10&offset=${offset}` }, [200], 'a page');
  const { total } = (body as Wire['ApiKeyPage']).meta;
  if (total > writer.keys.length) return;
  writer.world.ledger.blame(`the list tells of ${total} keys, and one writer alone has ${writer.keys.length}`);
}

async function tryDead(writer: Writer): Promise<void> {
  const dead = pick(writer.chance, writer.dead);
  if (!dead) return;
  const { clientId, token, clientSecret, why } = dead;
  const what = `${clientId}: ${why}`;
  if (token !== undefined) await call(writer, { path: `/api-keys/${clientId}`, token }, [401], what);
  if (clientSecret === undefined) return;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  await call(writer, { method: 'POST', path: '/oauth/token', form }, [401], what);
}

function patch(key: OwnedKey, body: object): Call {
  return { method: 'PATCH', path: `/api-keys/${key.clientId}`, body };
}
