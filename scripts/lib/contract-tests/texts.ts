import fc from 'fast-check';
import type { Schema } from './contract.ts';
import { formats } from './formats.ts';

/** Longer texts are not made: a greater bound than this stays untried. */
const longest = 100_000;
const fillers = ['a', '0', 'A', ' ', '-', '_', '.', '😀', '/'];
/** Tries with each pattern before it is given up. */
const tries = 60;

/** Whether a text has the pattern, format and length (in code points) of a schema. Unknown formats fit. */
export function isText(text: string, schema: Schema): boolean {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, format } = schema as Record<string, number>;
  const { length } = [...text];
  const known = formats[String(format)];
  return length >= minLength && length <= maxLength && matches(text, schema) && !known?.invalid.includes(text);
}

/** Texts of a schema, the plainest first; none if none is found. */
export function textsOf(schema: Schema, seed: number): string[] {
  const format = formats[String(schema.format)];
  const { minLength = 0, maxLength = longest } = schema as Record<string, number>;
  const plain = format?.valid ?? ['text', 'a', ''];
  const found = [...plain, ...patterned(schema, seed)].filter((text) => isText(text, schema));
  if (found.length > 0 || format) return found;
  const grown = textOfLength(schema, Math.min(Math.max(minLength, 1), maxLength), seed);
  return grown === undefined ? [] : [grown];
}

/**
 * A text of so many code points that breaks no pattern; undefined if none is found.
 *
 * @param filler what it is made of, if it is to be of a character
 */
export function textOfLength(schema: Schema, length: number, seed: number, filler?: string): string | undefined {
  if (length < 0 || length > longest) return undefined;
  const stretched = patterned(schema, seed).flatMap((text) => stretch(text, length));
  const repeated = (filler === undefined ? fillers : [filler]).map((character) => character.repeat(length));
  const candidates = filler === undefined ? [...repeated, ...stretched] : repeated;
  return candidates.find((text) => [...text].length === length && matches(text, schema));
}

/** The text with one of its characters repeated, or cut, until it is of a length. */
function stretch(text: string, length: number): string[] {
  const characters = [...text];
  const lacking = length - characters.length;
  if (lacking <= 0) return [characters.slice(0, length).join('')];
  const places = [characters.length - 1, 0, Math.floor(characters.length / 2)];
  return places.map((place) =>
    [...characters.slice(0, place), (characters[place] ?? 'a').repeat(lacking), ...characters.slice(place)].join(''),
  );
}

function matches(text: string, { pattern }: Schema): boolean {
  const expression = expressionOf(pattern);
  return expression === undefined || expression.test(text);
}

/** What was found for a pattern: turning one round is slow, and many places have the same. */
const known = new Map<string, readonly string[]>();

/** Texts that match the pattern of a schema, of whatever length, the shortest first. */
export function patterned({ pattern, minLength = 0 }: Schema, seed: number): readonly string[] {
  const size = Number(minLength) > 20 ? 'medium' : 'small';
  const key = `${seed} ${size} ${String(pattern)}`;
  const found = known.get(key) ?? matching(expressionOf(pattern), size, seed);
  known.set(key, found);
  return found;
}

function matching(expression: RegExp | undefined, size: 'small' | 'medium', seed: number): readonly string[] {
  if (!expression) return [];
  try {
    const texts = fc.sample(fc.stringMatching(expression, { size }), { seed, numRuns: tries });
    return texts.sort((a, b) => a.length - b.length);
  } catch {
    // Some expressions (lookbehind, classes of Unicode) can't be turned round.
    return ['a', 'A', '0', 'a1', 'A1', 'AA', 'aaa', '000'].filter((text) => expression.test(text));
  }
}

function expressionOf(pattern: unknown): RegExp | undefined {
  if (typeof pattern !== 'string') return undefined;
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {}
  }
  return undefined;
}
