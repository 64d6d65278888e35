import { standings } from './key-schedule.ts';
import type { SigningKey } from './model.ts';
import { newSigningKey } from './signing-keys.ts';
import type { Store } from './store.ts';

export interface RotationParts {
  readonly store: Pick<Store, 'signingKeys' | 'addSigningKey' | 'replaceSigningKeys' | 'eraseSigningKeys'>;
  readonly serviceSecret: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const day = 86_400_000;

/**
 * Seconds from a key's publication to its first signature. Within the shortest, each replica has read the store three times,
 * clocks may differ, and caches have dropped the key set that they had (Cache-Control of getJwks).
 */
export const shortestLead = 60;
export const usualLead = 300;

/** Milliseconds from a scheduled key's publication to its first signature: whoever caches the key set for a day knows it. */
const scheduledLead = day;

/**
 * Adds a key that signs after a lead, and is published until then.
 *
 * @param lead milliseconds
 * @returns undefined, and nothing is changed, if a key waits to sign already
 */
export async function rotate(
  { store, serviceSecret, now }: RotationParts,
  lead: number,
): Promise<SigningKey | undefined> {
  const [newest] = await store.signingKeys();
  if (newest && newest.signsFrom > now) return undefined;
  const key = await newSigningKey(serviceSecret, now, now + lead);
  return (await store.addSigningKey(key, newest?.kid)) ? key : undefined;
}

/**
 * Makes a key that signs at once, and drops all others with every token that they signed.
 *
 * @returns undefined, and nothing is changed, if another was added at the same moment
 */
export async function replaceAll({ store, serviceSecret, now }: RotationParts): Promise<SigningKey | undefined> {
  const key = await newSigningKey(serviceSecret, now);
  return (await store.replaceSigningKeys(key)) ? key : undefined;
}

/**
 * Erases the keys whose tokens are dead, and adds the next one when it is time; any replica may, at any time.
 *
 * @param days after which a key is followed by the next; 0 for never
 */
export async function keepRotating(parts: RotationParts, days: number): Promise<void> {
  const { store, now } = parts;
  const keys = await store.signingKeys();
  const dead = standings(keys, now).filter(({ verifiesUntil }) => verifiesUntil !== null && verifiesUntil <= now);
  await store.eraseSigningKeys(dead.map(({ key }) => key.kid));
  const [newest] = keys;
  if (newest && days > 0 && newest.signsFrom + days * day - scheduledLead <= now) await rotate(parts, scheduledLead);
}
