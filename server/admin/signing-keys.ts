import { replaceAll, rotate, shortestLead, usualLead } from '../domain/key-rotation.ts';
import { type KeyStanding, standings } from '../domain/key-schedule.ts';
import type { SigningKey } from '../domain/model.ts';
import { toTime, toTimeOrNull } from '../http/times.ts';
import { readArguments, refuse } from './arguments.ts';
import { type Environment, type OpenStore, withStore } from './open-store.ts';
import { json, table } from './text.ts';

/** Seconds. */
const longestLead = 30 * 86_400;

/** `signing-key list` */
export async function listSigningKeys(args: readonly string[], environment: Environment): Promise<string> {
  const { values } = readArguments(args, {});
  return await withStore(environment, async ({ store }) => {
    const found = standings(await store.signingKeys(), Date.now());
    if (values.json) return json({ signingKeys: found.map(toDocument) });
    const rows = found.map((standing) => [
      standing.key.kid,
      toTime(standing.key.createdAt),
      toTime(standing.key.signsFrom),
      describe(standing),
    ]);
    return table([['KID', 'CREATED', 'SIGNS FROM', 'STATE'], ...rows]);
  });
}

/** `signing-key rotate` */
export async function rotateSigningKey(args: readonly string[], environment: Environment): Promise<string> {
  const { values } = readArguments(args, { in: { type: 'string', default: `${usualLead}` } });
  const lead = /^\d{1,9}$/.test(values.in) ? Number(values.in) : Number.NaN;
  if (!(lead >= shortestLead && lead <= longestLead)) {
    refuse([`--in must be a number of seconds, ${shortestLead} to ${longestLead}.`]);
  }
  return await withStore(environment, async (open) => {
    const key = await rotate(rotationOf(open), lead * 1000);
    if (!key) throw new Error('A key waits to sign already, or was added just now: signing-key list shows it.');
    const told = `The key ${key.kid} is published now, and signs from ${toTime(key.signsFrom)}.\n`;
    return values.json ? json({ signingKey: made(key) }) : told;
  });
}

/** `signing-key replace` */
export async function replaceSigningKeys(args: readonly string[], environment: Environment): Promise<string> {
  const { values } = readArguments(args, { 'end-all-tokens': { type: 'boolean', default: false } });
  if (!values['end-all-tokens']) {
    refuse([
      'This ends every access token: each client has to fetch a new one. For a key that has leaked; else use rotate.',
      'If that is what you want, add --end-all-tokens.',
    ]);
  }
  return await withStore(environment, async (open) => {
    const key = await replaceAll(rotationOf(open));
    if (!key) throw new Error('Another key was added at the same moment: nothing was changed; try again.');
    const told = `The key ${key.kid} signs from now on; all others are gone, and so are the tokens that they signed.\n`;
    return values.json ? json({ signingKey: made(key) }) : told;
  });
}

function rotationOf({ store, serviceSecret }: OpenStore) {
  return { store, serviceSecret, now: Date.now() };
}

function describe({ state, verifiesUntil }: KeyStanding<SigningKey>): string {
  return state === 'verifying' ? `verifying until ${toTimeOrNull(verifiesUntil)}` : state;
}

function made({ kid, createdAt, signsFrom }: SigningKey) {
  return { kid, createdAt: toTime(createdAt), signsFrom: toTime(signsFrom) };
}

function toDocument({ key, state, verifiesUntil }: KeyStanding<SigningKey>): object {
  return { ...made(key), state, verifiesUntil: toTimeOrNull(verifiesUntil) };
}
