import type { OpenApiDocument } from '../document.ts';
import type { Place, RawChange } from './change.ts';
import { type Fields, fieldsOf, pointerOf, segmentsOf, valueAt } from './pointer.ts';

/** Writes the names of schemas in a mapping as references (OpenAPI 3.1, Discriminator Object). */
export function settleMapping(document: object, schema: Fields): void {
  const mapping = fieldsOf(fieldsOf(schema.discriminator).mapping);
  for (const [name, target] of Object.entries(mapping)) {
    const component = ['components', 'schemas', String(target)];
    if (valueAt(document, component) !== undefined) mapping[name] = pointerOf(component);
  }
}

/**
 * The names that came to a discriminator, went from it, or stand for another schema. Redocly would compare the schemas
 * that a name stands for, as if one had become the other: see `withoutMappings`.
 */
export function mappingChanges(base: OpenApiDocument, revision: OpenApiDocument): RawChange[] {
  return [...mappingPairs(base, revision, [])].flatMap(([segments, before, after]) => {
    const change = { typeName: 'DiscriminatorMapping', impact: 'major' as const, verdicts: [] };
    const place = (mapping: Fields, name: string) => ({
      pointer: pointerOf([...segments, name]),
      value: mapping[name],
    });
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name): RawChange[] => {
      if (!Object.hasOwn(before, name)) return [{ ...change, kind: 'added', after: place(after, name) }];
      if (!Object.hasOwn(after, name)) return [{ ...change, kind: 'removed', before: place(before, name) }];
      if (isSameTarget(base, before[name], revision, after[name])) return [];
      const [from, to] = [before, after].map((mapping) => ({
        pointer: pointerOf(segments),
        value: mapping[name],
      })) as [Place, Place];
      return [{ ...change, kind: 'modified', property: name, before: from, after: to }];
    });
  });
}

/** A copy whose discriminators give no names. */
export function withoutMappings(document: OpenApiDocument): OpenApiDocument {
  const copy = structuredClone(document);
  for (const [segments] of mappingPairs(copy, copy, [])) delete fieldsOf(valueAt(copy, segments.slice(0, -1))).mapping;
  return copy;
}

/** Under another name it may be the same schema. */
function isSameTarget(base: object, before: unknown, revision: object, after: unknown): boolean {
  if (before === after) return true;
  const [one, other] = [valueAt(base, segmentsOf(`${before}`)), valueAt(revision, segmentsOf(`${after}`))];
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

type MappingPair = [segments: string[], before: Fields, after: Fields];

function* mappingPairs(base: unknown, revision: unknown, segments: string[]): Generator<MappingPair> {
  const [one, other] = [fieldsOf(base), fieldsOf(revision)];
  // A property may be called `discriminator`, but has no `propertyName`.
  if (segments.at(-1) === 'discriminator' && typeof one.propertyName === 'string')
    yield [[...segments, 'mapping'], fieldsOf(one.mapping), fieldsOf(other.mapping)];
  for (const [name, value] of Object.entries(one)) {
    if (typeof value === 'object' && Object.hasOwn(other, name))
      yield* mappingPairs(value, other[name], [...segments, name]);
  }
}

/** Whether the variant that a name stood for was itself taken out of its `oneOf` or `anyOf`, which is told there. */
export function wentWithVariant(base: object, revision: object, mapping: readonly string[], name: string): boolean {
  const union = mapping.slice(0, -2);
  const target = valueAt(base, [...mapping, name]);
  const isVariant = (document: object) =>
    ['oneOf', 'anyOf'].some((keyword) =>
      Object.values(fieldsOf(valueAt(document, [...union, keyword]))).some((one) => fieldsOf(one).$ref === target),
    );
  return isVariant(base) && !isVariant(revision);
}
