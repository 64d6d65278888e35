import { type Proposal, proposalsOf } from './boundaries.ts';
import type { Schema } from './contract.ts';
import { mainType, type Sampling, sampleOf, sampleOfVariant } from './samples.ts';
import { isRecord } from './subschemas.ts';
import { variantsOf } from './variants.ts';

/** A whole value that has something worth trying at one place. */
export interface Trial extends Proposal {
  /** Where: `/tags/*` is every item of `tags`; empty for the whole. */
  readonly pointer: string;
}

/** Values within each other; what lies deeper stays untried. */
const deepest = 4;

/** Every trial of a schema, each built into a value like the base. */
export function* trialsOf(sampling: Sampling, schema: Schema, base: unknown): Generator<Trial> {
  yield* trialsAt(sampling, schema, base, { pointer: '', put: (value) => value, depth: 0 });
}

interface Place {
  readonly pointer: string;
  /** The whole, with a value here. */
  readonly put: (value: unknown) => unknown;
  readonly depth: number;
}

function* trialsAt(sampling: Sampling, schema: Schema, base: unknown, place: Place): Generator<Trial> {
  const { pointer, put, depth } = place;
  if (depth > deepest) return;
  for (const [index, variant] of variantsOf(sampling.contract, schema).entries()) {
    // The base is of the first alternative, if of any.
    const here = index === 0 ? base : sampleOfVariant(sampling, variant);
    for (const { keyword, value } of proposalsOf(sampling, variant, here))
      yield { keyword, pointer, value: put(value) };
    if (index > 0) yield { keyword: 'oneOf', pointer, value: put(here) };
    if (mainType(variant) === 'object') yield* trialsOfObject(sampling, variant, here, place);
    if (mainType(variant) === 'array') yield* trialsOfItems(sampling, variant, here, place);
  }
}

function* trialsOfObject(
  sampling: Sampling,
  schema: Schema,
  base: unknown,
  { pointer, put, depth }: Place,
): Generator<Trial> {
  const whole = isRecord(base) ? base : (sampleOfVariant(sampling, schema) as Record<string, unknown>);
  const { properties = {}, additionalProperties } = schema as {
    properties?: Record<string, Schema>;
    additionalProperties?: unknown;
  };
  for (const [name, property] of Object.entries(properties)) {
    const { [name]: inner = sampleOf(sampling, property), ...others } = whole;
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    yield { keyword: 'required', pointer: at, value: put(others) };
    yield { keyword: 'properties', pointer: at, value: put({ ...whole, [name]: inner }) };
    yield* trialsAt(sampling, property, inner, {
      pointer: at,
      put: (value) => put({ ...whole, [name]: value }),
      depth: depth + 1,
    });
  }
  if (isRecord(additionalProperties) && Object.keys(additionalProperties).length > 0) {
    yield* trialsAt(sampling, additionalProperties, sampleOf(sampling, additionalProperties), {
      pointer: `${pointer}/*`,
      put: (value) => put({ ...whole, anotherProperty: value }),
      depth: depth + 1,
    });
  }
}

function* trialsOfItems(
  sampling: Sampling,
  schema: Schema,
  base: unknown,
  { pointer, put, depth }: Place,
): Generator<Trial> {
  if (!isRecord(schema.items)) return;
  const items = Array.isArray(base) ? base : [];
  const [first = sampleOf(sampling, schema.items), ...others] = items;
  // A list that need not be longer shows best what is wrong with its one item.
  const rest = Number(schema.minItems ?? 0) > 1 ? others : [];
  yield* trialsAt(sampling, schema.items, first, {
    pointer: `${pointer}/*`,
    put: (value) => put([value, ...rest]),
    depth: depth + 1,
  });
}
