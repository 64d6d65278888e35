import { clockTolerance } from './clock.ts';
import type { SigningKey } from './model.ts';

/** The longest that ACCESS_TOKEN_TTL may be, in seconds. It may have been shorter when a token was issued, never longer. */
export const longestTokenLife = 86_400;

type Scheduled = Pick<SigningKey, 'signsFrom'>;

/**
 * The key that signs at this time: the one that began last.
 *
 * @param keys the newest first, at least one
 */
export function signingAt<Key extends Scheduled>(keys: readonly Key[], now: number): Key {
  // By a clock that is behind, even the oldest has yet to begin.
  const found = keys.find(({ signsFrom }) => signsFrom <= now) ?? keys.at(-1);
  if (!found) throw new Error('There is no signing key');
  return found;
}

export interface KeyStanding<Key> {
  readonly key: Key;
  /** Published before it signs, signing, or good for tokens that it has signed. */
  readonly state: 'next' | 'signing' | 'verifying';
  /** When the last of its tokens is dead, in milliseconds since 1970; null if no key is to follow it yet. */
  readonly verifiesUntil: number | null;
}

/**
 * Where each key stands at this time.
 *
 * @param keys the newest first, at least one
 */
export function standings<Key extends Scheduled>(keys: readonly Key[], now: number): KeyStanding<Key>[] {
  const signing = keys.indexOf(signingAt(keys, now));
  return keys.map((key, index) => {
    const successor = keys[index - 1];
    return {
      key,
      state: index < signing ? 'next' : index === signing ? 'signing' : 'verifying',
      verifiesUntil: successor ? successor.signsFrom + longestTokenLife * 1000 + clockTolerance : null,
    };
  });
}
