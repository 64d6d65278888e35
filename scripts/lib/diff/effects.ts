import { type Fields, fieldsOf } from './pointer.ts';

/**
 * What a change does to the set of values that a schema takes. Where a caller sends them, fewer break it; where a
 * client reads them, more do.
 */
export interface Effect {
  /** Values it takes no longer: `longer text`. */
  readonly lost?: string;
  /** Values it takes now: `the value "archived"`. */
  readonly gained?: string;
}

/** Compares a keyword's values; the whole schemas are for keywords that have a meaning only together. */
type Compare = (before: unknown, after: unknown, schemaBefore: Fields, schemaAfter: Fields) => Effect;

const upper =
  (values: string): Compare =>
  (before, after) =>
    limit(before ?? Number.POSITIVE_INFINITY, after ?? Number.POSITIVE_INFINITY, values, 1);
const lower =
  (values: string, unsaid = Number.NEGATIVE_INFINITY): Compare =>
  (before, after) =>
    limit(before ?? unsaid, after ?? unsaid, values, -1);

function limit(before: unknown, after: unknown, values: string, sign: 1 | -1): Effect {
  const [from, to] = [sign * Number(before), sign * Number(after)];
  if (from === to) return {};
  return to < from ? { lost: values } : { gained: values };
}

/** Of `maximum` and `exclusiveMaximum` the tighter one is decisive: it takes less, or the same less that number. */
const range =
  (inclusive: string, exclusive: string, values: string, sign: 1 | -1): Compare =>
  (_before, _after, schemaBefore, schemaAfter) => {
    const [from, to] = [schemaBefore, schemaAfter].map((schema) => {
      const [closed, open] = [schema[inclusive], schema[exclusive]].map((bound) =>
        typeof bound === 'number' ? sign * bound : Number.POSITIVE_INFINITY,
      ) as [number, number];
      return { bound: Math.min(closed, open), isOpen: open <= closed };
    }) as [Bound, Bound];
    if (from.bound !== to.bound) return to.bound < from.bound ? { lost: values } : { gained: values };
    if (from.isOpen === to.isOpen) return {};
    const number = `the number ${sign * to.bound}`;
    return to.isOpen ? { lost: number } : { gained: number };
  };

interface Bound {
  readonly bound: number;
  readonly isOpen: boolean;
}

const maximum = range('maximum', 'exclusiveMaximum', 'larger numbers', 1);
const minimum = range('minimum', 'exclusiveMinimum', 'smaller numbers', -1);

/** A keyword that either refuses some values or, absent or false, refuses none. */
const whenSet =
  (values: (keyword: unknown) => string) =>
  (before: unknown, after: unknown): Effect => ({
    ...(isSet(after) && JSON.stringify(after) !== JSON.stringify(before) && { lost: values(after) }),
    ...(isSet(before) && JSON.stringify(after) !== JSON.stringify(before) && { gained: values(before) }),
  });
const isSet = (keyword: unknown) => keyword !== undefined && keyword !== false;

/** A keyword that lists what it takes; absent, it takes everything. */
const listed =
  (values: (items: unknown[]) => string, everything: string): Compare =>
  (before, after) => {
    if (!Array.isArray(before)) return Array.isArray(after) ? { lost: everything } : {};
    if (!Array.isArray(after)) return { gained: everything };
    return { ...naming('lost', without(before, after), values), ...naming('gained', without(after, before), values) };
  };

const naming = (key: keyof Effect, items: unknown[], values: (items: unknown[]) => string): Effect =>
  items.length > 0 ? { [key]: values(items) } : {};

function without(list: readonly unknown[], other: readonly unknown[]): unknown[] {
  const known = new Set(other.map((item) => JSON.stringify(item)));
  return list.filter((item) => !known.has(JSON.stringify(item)));
}

const quoted = (items: readonly unknown[]) => items.map((item) => `\`${plainText(item)}\``).join(', ');
const plainText = (item: unknown) => (typeof item === 'string' ? item : JSON.stringify(item));

const allTypes = ['array', 'boolean', 'null', 'number', 'object', 'string'];

function typesOf(type: unknown): string[] {
  if (type === undefined) return allTypes;
  const types = (Array.isArray(type) ? type : [type]).map(String);
  return types.includes('number') ? types.filter((one) => one !== 'integer') : types;
}

const type: Compare = (before, after) => {
  const [from, to] = [typesOf(before), typesOf(after)];
  const [lost, gained] = [from.filter((one) => !covers(to, one)), to.filter((one) => !covers(from, one))];
  return {
    ...naming('lost', lost, (items) => (before === undefined ? `anything but ${quoted(to)}` : quoted(items))),
    ...naming('gained', gained, (items) => (after === undefined ? `anything besides ${quoted(from)}` : quoted(items))),
  };
};

/** Every integer is a number. */
const covers = (types: readonly string[], one: string) =>
  types.includes(one) || (one === 'integer' && types.includes('number'));

/** Formats that hold all that another holds. */
const widerFormats: Record<string, string> = { int32: 'int64', float: 'double' };

const format: Compare = (before, after) => {
  if (widerFormats[String(before)] === after) return { gained: `what only fits \`${after}\`` };
  if (widerFormats[String(after)] === before) return { lost: `what only fits \`${before}\`` };
  return whenSet((keyword) => `text that is not a \`${keyword}\``)(before, after);
};

const multipleOf: Compare = (before, after) => {
  const [from, to] = [Number(before), Number(after)];
  const effect = whenSet((keyword) => `numbers that are not multiples of ${keyword}`)(before, after);
  if (from % to === 0) return { gained: effect.gained ?? '' };
  return to % from === 0 ? { lost: effect.lost ?? '' } : effect;
};

const nullable: Compare = (before, after) => {
  if ((before === true) === (after === true)) return {};
  return after === true ? { gained: '`null`' } : { lost: '`null`' };
};

/** 0 nothing more · 1 what a schema takes · 2 anything. */
const openness = (keyword: unknown) => (keyword === false ? 0 : Object.keys(fieldsOf(keyword)).length > 0 ? 1 : 2);

const open =
  (values: string): Compare =>
  (before, after) => {
    const difference = openness(after) - openness(before);
    if (difference === 0) return {};
    return difference < 0 ? { lost: values } : { gained: values };
  };

/** Not the same as having one more or one less keyword: told by the rules for positions. */
const otherProperties = 'properties that it does not list';

/** One row a keyword: how the values it takes differ before and after. */
export const effects: Record<string, Compare> = {
  type,
  nullable,
  enum: listed(
    (items) => `the ${items.length > 1 ? 'values' : 'value'} ${quoted(items)}`,
    'values that the enum does not list',
  ),
  maxLength: upper('longer text'),
  minLength: lower('shorter text'),
  maximum,
  exclusiveMaximum: maximum,
  minimum,
  exclusiveMinimum: minimum,
  maxItems: upper('longer lists'),
  minItems: lower('shorter lists'),
  maxContains: upper('lists with more matching items'),
  minContains: lower('lists with fewer matching items', 1),
  maxProperties: upper('objects with more properties'),
  minProperties: lower('objects with fewer properties'),
  uniqueItems: whenSet(() => 'lists with repeated items'),
  pattern: whenSet((keyword) => `text that does not match \`${keyword}\``),
  format,
  multipleOf,
  const: whenSet((keyword) => `anything but \`${plainText(keyword)}\``),
  contentEncoding: whenSet((keyword) => `text that is not encoded as \`${keyword}\``),
  contentMediaType: whenSet((keyword) => `text that is not \`${keyword}\``),
  additionalProperties: open(otherProperties),
  unevaluatedProperties: open(otherProperties),
  items: open('items that the schema does not take'),
  unevaluatedItems: open('items that the schema does not take'),
};

/** The same for `required`, whose list works the other way round: a name more is values less. */
export function requiredEffect(before: unknown, after: unknown, names: (name: unknown) => boolean): Effect {
  const lists = [before, after].map((list) => (Array.isArray(list) ? list : []).filter(names)) as [
    unknown[],
    unknown[],
  ];
  const objects = (items: unknown[]) => `objects without ${quoted(items)}`;
  return {
    ...naming('lost', without(lists[1], lists[0]), objects),
    ...naming('gained', without(lists[0], lists[1]), objects),
  };
}
