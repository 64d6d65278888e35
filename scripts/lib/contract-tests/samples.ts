import { type Contract, follow, type Schema } from './contract.ts';
import { isRecord } from './subschemas.ts';
import { textsOf } from './texts.ts';
import { variantsOf } from './variants.ts';

/** What samples are made with. */
export interface Sampling {
  readonly contract: Contract;
  readonly seed: number;
  /** Property or parameter name to the value that stands for it, whatever its schema. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Objects within each other; a recursive schema ends here if it can. */
const deepest = 6;

/**
 * A value that is likely to fit a schema: its own example if it has one, else the plainest that its keywords allow. Holds
 * the required properties; all of them, where `isFull`.
 */
export function sampleOf(sampling: Sampling, schema: Schema, isFull = false, depth = 0): unknown {
  const [first = {}] = variantsOf(sampling.contract, schema);
  return sampleOfVariant(sampling, first, isFull, depth);
}

/** The same of a schema without references and combinations. */
export function sampleOfVariant(sampling: Sampling, schema: Schema, isFull = false, depth = 0): unknown {
  const given = givenValues(schema);
  if (given.length > 0 && !(isRecord(given[0]) && isFull)) return given[0];
  switch (mainType(schema)) {
    case 'object':
      return objectOf(sampling, schema, isFull, depth);
    case 'array':
      return arrayOf(sampling, schema, isFull, depth);
    case 'string':
      return textsOf(schema, sampling.seed)[0] ?? 'text';
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return 'text';
  }
}

/** Values that a schema names itself. */
export function givenValues(schema: Schema): unknown[] {
  const { const: only, example, examples, enum: listed, default: usual } = schema;
  const named = [only, example, ...(Array.isArray(examples) ? examples : []), usual, ...((listed as unknown[]) ?? [])];
  return named.filter((value) => value !== undefined);
}

/** The type of a schema, by its keywords where it names none; null only where there is nothing else. */
export function mainType({ type, properties, items, additionalProperties, ...rest }: Schema): string | undefined {
  const [first] = [type].flat().filter((name) => name !== 'null');
  if (typeof first === 'string') return first;
  if (properties !== undefined || isRecord(additionalProperties)) return 'object';
  if (items !== undefined) return 'array';
  if (rest.minLength !== undefined || rest.pattern !== undefined || rest.format !== undefined) return 'string';
  if (rest.minimum !== undefined || rest.maximum !== undefined) return 'number';
  return type === undefined ? undefined : 'null';
}

function objectOf(sampling: Sampling, schema: Schema, isFull: boolean, depth: number): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  const wanted = isFull && depth < deepest / 2 ? [...new Set([...Object.keys(properties), ...required])] : required;
  const names = depth < deepest ? wanted : [];
  const entries = names.map((name): [string, unknown] => {
    if (Object.hasOwn(sampling.values, name)) return [name, sampling.values[name]];
    const property = Object.hasOwn(properties, name) ? (properties[name] as Schema) : {};
    return [name, sampleOf(sampling, property, isFull, depth + 1)];
  });
  const lacking = Number(schema.minProperties ?? 0) - entries.length;
  const inner = isRecord(schema.additionalProperties) ? schema.additionalProperties : {};
  for (let number = 1; number <= Math.min(lacking, 100); number++) {
    entries.push([`key${number}`, sampleOf(sampling, inner, false, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

function arrayOf(sampling: Sampling, schema: Schema, isFull: boolean, depth: number): unknown[] {
  const least = Number(schema.minItems ?? 0);
  return listOfLength(sampling, schema, Math.max(least, isFull && depth < deepest / 2 ? 1 : 0), depth) ?? [];
}

/** Lists longer than this are not made. */
const longest = 2_000;

/** A list of so many items, all different where they must be; undefined if they can't be made. */
export function listOfLength(sampling: Sampling, schema: Schema, length: number, depth = 0): unknown[] | undefined {
  if (length > longest || depth > deepest) return undefined;
  const items = isRecord(schema.items) ? schema.items : {};
  const one = sampleOf(sampling, items, false, depth + 1);
  if (schema.uniqueItems !== true || length < 2) return Array.from({ length }, () => one);
  const several = differentOnes(sampling, items, length);
  return several.length === length ? several : undefined;
}

/** Up to so many different values of a schema. */
function differentOnes(sampling: Sampling, schema: Schema, count: number): unknown[] {
  const [variant = {}] = variantsOf(sampling.contract, follow(sampling.contract, schema));
  const numbered = Array.from({ length: count }, (_, index) => {
    const value = sampleOfVariant(sampling, {
      ...variant,
      examples: undefined,
      example: undefined,
      default: undefined,
    });
    if (typeof value === 'string') return `${value}${index}`;
    if (typeof value === 'number') return value + index;
    if (!isRecord(value)) return value;
    const [name, inner] = Object.entries(value).find(([, one]) => ['string', 'number'].includes(typeof one)) ?? [];
    if (name === undefined) return value;
    return { ...value, [name]: typeof inner === 'number' ? inner + index : `${inner}${index}` };
  });
  const listed = (variant.enum as unknown[] | undefined) ?? numbered;
  return [...new Map(listed.map((value) => [JSON.stringify(value), value])).values()].slice(0, count);
}

function numberOf(schema: Schema): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 } = schema as Record<string, number>;
  const low = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + multipleOf);
  const high = maximum ?? (exclusiveMaximum === undefined ? undefined : exclusiveMaximum - multipleOf);
  const start = low ?? (high === undefined ? multipleOf : Math.min(high, multipleOf));
  return Math.ceil(start / multipleOf) * multipleOf;
}
