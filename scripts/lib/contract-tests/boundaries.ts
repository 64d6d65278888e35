import type { Schema } from './contract.ts';
import { formats, numberFormats } from './formats.ts';
import { listOfLength, mainType, type Sampling, sampleOf, sampleOfVariant } from './samples.ts';
import { isRecord } from './subschemas.ts';
import { textOfLength, textsOf } from './texts.ts';

/** A value worth sending at some place, with the keyword whose boundary it sits at or just beyond. */
export interface Proposal {
  readonly keyword: string;
  readonly value: unknown;
}

/** @param base a value that fits, to differ from in one thing */
type Propose = (schema: Schema, sampling: Sampling, base: unknown) => readonly unknown[];

const number = (schema: Schema, keyword: string) => schema[keyword] as number;
const step = (schema: Schema) =>
  (schema.multipleOf as number | undefined) ?? (mainType(schema) === 'integer' ? 1 : 0.01);

/** Around a bound of a number: the last that is allowed, and the first that isn't. */
const around =
  (keyword: string): Propose =>
  (schema) => {
    const bound = number(schema, keyword);
    const away = step(schema);
    return [bound - away, bound, bound + away];
  };

const lengths =
  (keyword: string): Propose =>
  (schema, { seed }) => {
    const bound = number(schema, keyword);
    const emoji = textOfLength(schema, bound, seed, '😀');
    return [emoji, ...[bound, bound + 1, bound - 1].map((length) => textOfLength(schema, length, seed))];
  };

const sizes =
  (keyword: string): Propose =>
  (schema, sampling) => {
    const bound = number(schema, keyword);
    return [bound - 1, bound, bound + 1].map((length) =>
      length < 0 ? undefined : listOfLength(sampling, schema, length),
    );
  };

const counts =
  (keyword: string): Propose =>
  (schema, sampling, base) => {
    const bound = number(schema, keyword);
    if (!isRecord(base) || bound > 200) return [];
    const inner = isRecord(schema.additionalProperties) ? schema.additionalProperties : {};
    return [bound - 1, bound, bound + 1]
      .filter((count) => count >= 0)
      .map((count) => {
        const kept = Object.entries(base).slice(0, count);
        const more = Array.from({ length: count - kept.length }, (_, index): [string, unknown] => [
          `more${index}`,
          sampleOf(sampling, inner),
        ]);
        return Object.fromEntries([...kept, ...more]);
      });
  };

/** One value of each type of JSON, and texts that look like another; those that the schema's type leaves out are refused. */
const ofEachType = ['text', '7', 'true', 7, 1.5, true, null, [], {}] as const;

/** What each keyword has one try. A validator judges which of the values fit. */
const proposals: Readonly<Record<string, Propose>> = {
  type: () => ofEachType,
  enum: ({ enum: listed }) => {
    const texts = (listed as unknown[]).filter((value) => typeof value === 'string');
    const near = texts.slice(0, 1).flatMap((text) => [`${text}x`, text.toUpperCase(), text.toLowerCase(), '']);
    const numbers = (listed as unknown[]).filter((value) => typeof value === 'number');
    return [...(listed as unknown[]), ...near, ...numbers.slice(-1).map((one) => one + 1)];
  },
  const: ({ const: only }) => [only, typeof only === 'string' ? `${only}x` : 'other'],
  minimum: around('minimum'),
  maximum: around('maximum'),
  exclusiveMinimum: around('exclusiveMinimum'),
  exclusiveMaximum: around('exclusiveMaximum'),
  multipleOf: (schema, sampling) => {
    const base = sampleOfVariant(sampling, schema) as number;
    return [base, base + number(schema, 'multipleOf'), base + number(schema, 'multipleOf') / 2];
  },
  minLength: lengths('minLength'),
  maxLength: lengths('maxLength'),
  pattern: (schema, { seed }) => {
    const texts = textsOf(schema, seed).slice(0, 3);
    const near = texts.slice(0, 1).flatMap((text) => [`${text} `, ` ${text}`, `!${text}`, `${text}!`, `${text}\n`]);
    return [...texts, ...near, '\u0000', 'é', '😀', ' '];
  },
  format: (schema, { seed }) => {
    const known = formats[String(schema.format)];
    const bounds = numberFormats[String(schema.format)];
    if (bounds) return [...bounds, ...bounds.map((bound) => (bound < 0 ? bound - 1 : bound + 1))];
    return known ? [...known.valid, ...known.invalid, ...textsOf(schema, seed).slice(0, 1)] : [];
  },
  minItems: sizes('minItems'),
  maxItems: sizes('maxItems'),
  uniqueItems: (schema, sampling) => {
    const items = isRecord(schema.items) ? schema.items : {};
    const one = sampleOf(sampling, items);
    return [listOfLength(sampling, schema, 2), [one, one]];
  },
  minProperties: counts('minProperties'),
  maxProperties: counts('maxProperties'),
  additionalProperties: (schema, sampling, base) => {
    if (!isRecord(base)) return [];
    const inner = isRecord(schema.additionalProperties) ? [sampleOf(sampling, schema.additionalProperties)] : [];
    return [...inner, 'text', 7, null].map((value) => ({ ...base, undeclaredProperty: value }));
  },
};

/** Texts that servers have been caught on; sent wherever a text is wanted. */
const oddTexts = ['', '😀', ' ', 'é', '日本語', 'e\u0301', '\u202e', "'; --", '<b>', '%00', '\\', '"', 'null'];

/** The values worth sending where a schema (without references and combinations) stands. */
export function proposalsOf(sampling: Sampling, schema: Schema, base: unknown): Proposal[] {
  const type = mainType(schema);
  const texts = type === 'string' && schema.enum === undefined && schema.const === undefined ? oddTexts : [];
  const byKeyword = Object.entries(proposals).flatMap(([keyword, propose]) =>
    schema[keyword] === undefined || !applies(keyword, schema, type)
      ? []
      : propose(schema, sampling, base).map((value): Proposal => ({ keyword, value })),
  );
  return [...byKeyword, ...texts.map((value): Proposal => ({ keyword: 'type', value }))].filter(
    ({ value }) => value !== undefined,
  );
}

/** A keyword of texts says nothing of a number, and the other way round. */
function applies(keyword: string, schema: Schema, type: string | undefined): boolean {
  const bound = schema[keyword];
  if (/^(min|max|exclusive)|multipleOf/.test(keyword) && typeof bound !== 'number') return false;
  if (/Length$|^pattern$/.test(keyword)) return type === 'string';
  if (/imum$|^multipleOf$/.test(keyword)) return type === 'integer' || type === 'number';
  if (/Items$/.test(keyword)) return type === 'array';
  if (/Properties$/.test(keyword)) return type === 'object';
  return keyword !== 'enum' || Array.isArray(bound);
}
