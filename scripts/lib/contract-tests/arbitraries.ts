import fc from 'fast-check';
import type { Schema } from './contract.ts';
import { formats } from './formats.ts';
import { givenValues, mainType, type Sampling } from './samples.ts';
import { isRecord } from './subschemas.ts';
import { isText, patterned } from './texts.ts';
import { variantsOf } from './variants.ts';

/** Objects within each other. */
const deepest = 3;
const longestText = 200;

/** Any character of Unicode, the plain ones more often. fast-check's own unit takes seconds to start. */
const character = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((point) => String.fromCodePoint(point));

/** Values of a schema at random; most fit it, and a validator says which. */
export function valuesOf(sampling: Sampling, schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const variants = variantsOf(sampling.contract, schema);
  return fc.oneof(...variants.map((variant) => valuesOfVariant(sampling, variant, depth)));
}

function valuesOfVariant(sampling: Sampling, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const listed = schema.const !== undefined ? [schema.const] : schema.enum;
  if (Array.isArray(listed) && listed.length > 0) return fc.constantFrom(...listed);
  const arbitrary = ofType(sampling, schema, depth);
  return [schema.type].flat().includes('null') ? fc.option(arbitrary, { freq: 6 }) : arbitrary;
}

function ofType(sampling: Sampling, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { minimum, maximum } = schema as Record<string, number | undefined>;
  switch (mainType(schema)) {
    case 'object':
      return objects(sampling, schema, depth);
    case 'array': {
      const inner =
        isRecord(schema.items) && depth < deepest ? valuesOf(sampling, schema.items, depth + 1) : fc.constant('a');
      const [minLength, most] = [Number(schema.minItems ?? 0), Number(schema.maxItems ?? 5)];
      return fc.array(inner, { minLength, maxLength: Math.max(minLength, Math.min(most, minLength + 5)) });
    }
    case 'string':
      return texts(sampling, schema);
    case 'integer':
      return fc.integer({
        min: Math.ceil(minimum ?? -1e9),
        max: Math.max(Math.ceil(minimum ?? -1e9), Math.floor(maximum ?? 1e9)),
      });
    case 'number':
      return fc.double({ min: minimum ?? -1e9, max: Math.max(minimum ?? -1e9, maximum ?? 1e9), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function objects(sampling: Sampling, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = ((schema.required ?? []) as string[]).filter((name) => Object.hasOwn(properties, name));
  const wanted =
    depth < deepest
      ? Object.entries(properties)
      : Object.entries(properties).filter(([name]) => required.includes(name));
  if (depth > 2 * deepest) return fc.constant({});
  const model = Object.fromEntries(
    wanted.map(([name, property]) => [
      name,
      Object.hasOwn(sampling.values, name)
        ? fc.constant(sampling.values[name])
        : valuesOf(sampling, property, depth + 1),
    ]),
  );
  return fc.record(model, { requiredKeys: required });
}

function texts({ seed }: Sampling, schema: Schema): fc.Arbitrary<unknown> {
  const given = givenValues(schema).filter((value) => typeof value === 'string');
  const known = [...(formats[String(schema.format)]?.valid ?? []), ...given].filter((text) => isText(text, schema));
  if (schema.format !== undefined && known.length > 0) return fc.constantFrom(...known);
  const { minLength = 0, maxLength = longestText } = schema as Record<string, number>;
  if (typeof schema.pattern === 'string') return fc.constantFrom('text', ...known, ...patterned(schema, seed));
  const most = Math.max(minLength, Math.min(maxLength, longestText));
  return fc.array(character, { minLength, maxLength: most, size: 'max' }).map((characters) => characters.join(''));
}
