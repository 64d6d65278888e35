import { type Chance, pick } from '../chance.ts';
import { follow, typesOf } from '../schema.ts';
import type { Model } from './model.ts';

/** How often another id is tried, if one is taken or doesn't fit. */
const attempts = 20;

const alphabets: readonly [letters: RegExp, alphabet: string][] = [
  [/\d/, '0123456789'],
  [/[a-f]/, 'abcdef'],
  [/[a-z]/, 'abcdefghijklmnopqrstuvwxyz'],
  [/[A-Z]/, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A new id, like those that there are: the next number, a UUID, or the same prefix and other characters of the same
 * kinds.
 *
 * @param known ids of the collection; `pattern` is an id to be like, if there is none
 * @returns undefined if none was found that fits
 */
export function makeId(
  { views: { read }, idSchema }: Model,
  known: ReadonlySet<string>,
  pattern: string | undefined,
  chance: Chance,
  fits: (id: unknown) => boolean,
): string | number | undefined {
  const types = typesOf(read.operation, idSchema);
  if (types.some((type) => type === 'integer' || type === 'number')) {
    return Math.max(0, ...[...known].map(Number).filter(Number.isSafeInteger)) + 1;
  }
  const { format } = follow(read.operation, idSchema);
  const model = format === 'uuid' || (pattern !== undefined && uuid.test(pattern)) ? undefined : pattern;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const id = model ? like(model, chance) : madeUuid(chance);
    if (!known.has(id) && fits(id)) return id;
  }
  return undefined;
}

/** A text with the same prefix and other characters of the same kinds. */
export function like(pattern: string, chance: Chance): string {
  const [, prefix = '', rest = ''] = /^(.*[^A-Za-z0-9])?(.*)$/s.exec(pattern) ?? [];
  return prefix + [...rest].map((letter) => otherThan(letter, chance)).join('');
}

function otherThan(letter: string, chance: Chance): string {
  const [, alphabet] = alphabets.find(([letters]) => letters.test(letter)) ?? [];
  return (alphabet && pick(chance, alphabet)) ?? letter;
}

/** Version 4 (RFC 9562 §5.4). */
function madeUuid(chance: Chance): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/g, (place) =>
    String(pick(chance, place === 'x' ? '0123456789abcdef' : '89ab')),
  );
}
