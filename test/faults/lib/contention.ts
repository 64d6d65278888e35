import { type Chance, createChance, pick } from '../../../scripts/lib/mock/chance.ts';
import type { Call, Wire } from './call.ts';
import type { Attempt } from './ledger.ts';
import { isHopeless } from './load.ts';
import { ask, expectDead, someReplica, type World } from './world.ts';
import { newName, uninterrupted } from './writer.ts';

/** A key that several change at once: nobody knows how it must be, but some order of the changes must explain it. */
interface SharedKey {
  readonly clientId: string;
  readonly token: string;
  secretIds: readonly string[];
  /** Whether somebody has asked for its end, and when the first was told that it is gone; milliseconds. */
  isDoomed: boolean;
  goneSince: number;
}

/** So few that they are changed at the same moment again and again. */
const keysAtOnce = 3;

/**
 * Several callers at once change the same few keys, each on any replica, until it is over. Every refusal must be one
 * that such a change can bring about, and a token works exactly until its key is deleted.
 */
export async function contend(world: World, callers: number, isOver: () => boolean): Promise<void> {
  const keys: SharedKey[] = [];
  const work = async (number: number) => {
    const chance = createChance(`${world.ledger.seed}/contend/${number}`);
    while (!isOver() && !isHopeless(world)) await uninterrupted(() => act(world, chance, keys));
  };
  await Promise.all(Array.from({ length: callers }, (_, number) => work(number)));
}

async function act(world: World, chance: Chance, keys: SharedKey[]): Promise<void> {
  const key = pick(chance, keys);
  const author = pick(chance, keys);
  const deed = pick(chance, lottery);
  if (key && author && deed && keys.length >= keysAtOnce) await deed({ world, chance, key, author });
  else keys.push(await make(world, chance));
  for (const gone of keys.filter(({ goneSince }) => goneSince < performance.now())) keys.splice(keys.indexOf(gone), 1);
}

interface Deal {
  readonly world: World;
  readonly chance: Chance;
  readonly key: SharedKey;
  /** Who changes it. */
  readonly author: SharedKey;
}

type Deed = (deal: Deal) => Promise<void>;

/** How often, of all of them together. */
const deeds: readonly (readonly [weight: number, deed: Deed])[] = [
  [15, use],
  [15, rename],
  [15, addSecret],
  [15, dropSecret],
  [1, remove],
];

const lottery = deeds.flatMap(([weight, deed]) => Array<Deed>(weight).fill(deed));

async function make(world: World, chance: Chance): Promise<SharedKey> {
  const replica = await someReplica(world, chance);
  const attempt = world.ledger.begin('api_key.created');
  const wanted: Call = {
    method: 'POST',
    path: '/api-keys',
    token: world.operator.token,
    headers: { 'X-Request-Id': attempt.requestId },
    body: { name: newName(), scopes: ['read:api-key', 'update:api-key'] },
  };
  const { body } = await ask(world, replica, wanted, [201], 'a key for several');
  const { clientId, clientSecret, secretId } = body as Wire['CreatedApiKey'];
  world.ledger.acknowledge(attempt, clientId);
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const issued = await ask(world, replica, { method: 'POST', path: '/oauth/token', form }, [200], clientId);
  const token = (issued.body as Wire['Token']).access_token;
  return { clientId, token, secretIds: [secretId], isDoomed: false, goneSince: Number.POSITIVE_INFINITY };
}

async function use({ world, chance, key }: Deal): Promise<void> {
  const { clientId, token } = key;
  const wasGone = key.goneSince < performance.now();
  const what = `${clientId} itself, which ${wasGone ? 'was deleted' : 'several change at once'}`;
  const call = { path: `/api-keys/${clientId}`, token };
  const { status } = await ask(world, await someReplica(world, chance), call, wasGone ? [401] : [200, 401], what);
  if (status === 401 && !key.isDoomed) world.ledger.blame(`the token of ${clientId} was refused, which nobody deleted`);
}

/**
 * Another of the keys asks for a change of this one.
 *
 * @param expected the status when it is done, and then those that another change at the same time can bring about
 * @returns the body, if it was done
 */
async function change(
  { world, chance, key, author }: Deal,
  action: Attempt['action'],
  wanted: Call,
  [done, ...refusals]: readonly number[],
): Promise<unknown> {
  const attempt = world.ledger.begin(action, key.clientId);
  const wasGone = author.goneSince < performance.now();
  const call = { ...wanted, token: author.token, headers: { 'X-Request-Id': attempt.requestId } };
  const what = `${action} of ${key.clientId} by ${author.clientId}${wasGone ? ', which was deleted' : ''}`;
  const expected = wasGone ? [401] : [done ?? 0, ...refusals, 401];
  const { status, body } = await ask(world, await someReplica(world, chance), call, expected, what);
  if (status === 401 && !author.isDoomed) world.ledger.blame(`refused, though nobody deleted that one: ${what}`);
  if (status === 404 && !key.isDoomed && action === 'api_key.updated') world.ledger.blame(`not found: ${what}`);
  if (status === done) world.ledger.acknowledge(attempt, key.clientId);
  else world.ledger.refuse(attempt);
  return status === done ? body : undefined;
}

async function rename(deal: Deal): Promise<void> {
  const { key } = deal;
  const wanted: Call = { method: 'PATCH', path: `/api-keys/${key.clientId}`, body: { name: newName() } };
  const shown = await change(deal, 'api_key.updated', wanted, [200, 404]);
  if (shown) key.secretIds = (shown as Wire['ApiKeyDetails']).secrets.map(({ secretId }) => secretId);
}

async function addSecret(deal: Deal): Promise<void> {
  const { key } = deal;
  const wanted: Call = { method: 'POST', path: `/api-keys/${key.clientId}/secrets`, body: {} };
  const made = await change(deal, 'secret.created', wanted, [201, 404, 409]);
  if (made) key.secretIds = [...key.secretIds, (made as Wire['CreatedSecret']).secretId];
}

async function dropSecret(deal: Deal): Promise<void> {
  const { key, chance } = deal;
  const path = `/api-keys/${key.clientId}/secrets/${pick(chance, key.secretIds)}`;
  await change(deal, 'secret.deleted', { method: 'DELETE', path }, [204, 404, 409]);
}

/** While others change it, and change by it. */
async function remove({ world, chance, key }: Deal): Promise<void> {
  const { clientId, token } = key;
  key.isDoomed = true;
  const author = { ...world.operator, secretIds: [], isDoomed: false, goneSince: Number.POSITIVE_INFINITY };
  const wanted: Call = { method: 'DELETE', path: `/api-keys/${clientId}` };
  await change({ world, chance, key, author }, 'api_key.deleted', wanted, [204, 404]);
  key.goneSince = Math.min(key.goneSince, performance.now());
  await expectDead(world, token, clientId, 'its key was deleted');
}
