import { type Chance, createChance, pick } from '../../../scripts/lib/mock/chance.ts';
import type { Answer, Call, Wire } from './call.ts';
import type { Attempt } from './ledger.ts';
import { type Dead, differences, type OwnedKey, unexplained } from './owned-key.ts';
import { ask, expectDead, Interrupted, someReplica, type World } from './world.ts';

/** Changes keys of its own, one call after the other, and so knows what each answer must be. */
export interface Writer {
  readonly world: World;
  readonly chance: Chance;
  readonly keys: OwnedKey[];
  readonly dead: Dead[];
  /** A key that was asked for and not heard of. Asked for again, it is made once. */
  pending: { readonly attempt: Attempt; readonly name: string; readonly call: Call } | undefined;
}

/** @param number by which writers of one world differ */
export function createWriter(world: World, number: number): Writer {
  const chance = createChance(`${world.ledger.seed}/${number}`);
  return { world, chance, keys: [], dead: [], pending: undefined };
}

/** Calls any replica. @throws {Interrupted} */
export async function call(writer: Writer, wanted: Call, expected: readonly number[], what: string): Promise<Answer> {
  return await ask(writer.world, await someReplica(writer.world, writer.chance), wanted, expected, what);
}

/** The same as the operator, who may do everything. */
export async function operate(writer: Writer, wanted: Call, expected: readonly number[], what: string) {
  return await call(writer, { ...wanted, token: writer.world.operator.token }, expected, what);
}

/** Asks for a change of a key, which stays unsure until it is acknowledged. @throws {Interrupted} */
export async function change(
  writer: Writer,
  key: OwnedKey,
  action: Attempt['action'],
  wanted: Call,
  [expected, gone]: readonly number[],
): Promise<Answer> {
  const { ledger } = writer.world;
  const attempt = ledger.begin(action, key.clientId);
  key.unsure.add(action);
  const headers = { 'X-Request-Id': attempt.requestId };
  const right = [expected, gone].filter((status) => status !== undefined);
  const answer = await operate(writer, { ...wanted, headers }, right, `${action} of ${describeKey(key)}`);
  if (answer.status === gone) ledger.refuse(attempt);
  else ledger.acknowledge(attempt, key.clientId);
  key.unsure.clear();
  return answer;
}

let names = 0;

/** Never the same twice: so no change leads back to how a key was. */
export function newName(): string {
  names++;
  return `Name ${names}`;
}

export function describeKey({ clientId, unsure }: OwnedKey): string {
  return unsure.size > 0 ? `${clientId} (unsure: ${[...unsure].join(', ')})` : clientId;
}

/** As many as a writer remembers, and tries again now and then. */
const mostDead = 40;

/** Sees that it is dead everywhere, and remembers it. */
export async function bury(writer: Writer, dead: Dead): Promise<void> {
  writer.dead.push(dead);
  if (writer.dead.length > mostDead) writer.dead.shift();
  if (dead.token !== undefined) await expectDead(writer.world, dead.token, dead.clientId, dead.why);
}

export async function buryKey(writer: Writer, key: OwnedKey): Promise<void> {
  writer.keys.splice(writer.keys.indexOf(key), 1);
  const { clientId, token } = key;
  const clientSecret = aSecret(key, writer.chance);
  await bury(writer, {
    clientId,
    ...(token !== undefined && { token }),
    ...(clientSecret !== undefined && { clientSecret }),
    why: 'its key was deleted',
  });
}

export function knownSecrets({ secrets }: OwnedKey): string[] {
  return [...secrets.values()].filter((value) => value !== undefined);
}

export function aSecret(key: OwnedKey, chance: Chance): string | undefined {
  return pick(chance, knownSecrets(key));
}

/**
 * Finds out how a key is of which something was asked and nothing heard: by another change, which comes after that
 * one if it is still on its way.
 */
export async function settle(writer: Writer, key: OwnedKey): Promise<void> {
  const asked = new Set(key.unsure);
  const name = newName();
  const gone = asked.has('api_key.deleted') ? [404] : [];
  const patch: Call = { method: 'PATCH', path: `/api-keys/${key.clientId}`, body: { name } };
  const { status, body } = await change(writer, key, 'api_key.updated', patch, [200, ...gone]);
  if (status === 404) return await buryKey(writer, key);
  const shown = body as Wire['ApiKeyDetails'];
  for (const problem of unexplained({ ...key, unsure: asked }, shown)) {
    writer.world.ledger.blame(`${key.clientId} after ${[...asked].join(', ')} without an answer: ${problem}`);
  }
  key.name = name;
  // Whether a token outlived that can't be told, but that of a key that was disabled must not.
  if (asked.has('api_key.updated')) key.token = undefined;
  key.enabled = shown.enabled;
  const values = new Map(key.secrets);
  key.secrets.clear();
  for (const { secretId } of shown.secrets) key.secrets.set(secretId, values.get(secretId));
}

/** What the operator sees of a key must be what was acknowledged. */
export async function readBack(writer: Writer, key: OwnedKey): Promise<void> {
  const { body } = await operate(writer, { path: `/api-keys/${key.clientId}` }, [200], 'a key that is there');
  for (const problem of differences(key, body as Wire['ApiKeyDetails'])) {
    writer.world.ledger.blame(`${key.clientId}: ${problem}`);
  }
}

/** @returns false if it was interrupted */
export async function uninterrupted(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return false;
  }
}
