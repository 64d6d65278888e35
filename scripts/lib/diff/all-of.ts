import { type Fields, fieldsOf, segmentsOf, valueAt } from './pointer.ts';

/** Keywords whose meaning does not change when a part of an `allOf` is written out. */
const plain = new Set(['type', 'properties', 'required', 'title', 'description', 'example', 'examples', 'deprecated']);
const annotations = ['title', 'description', 'example', 'examples', 'deprecated'];

/**
 * A schema with its `allOf` written out: `{allOf: [{properties: a}, {properties: b}]}` → `{properties: {a, b}}`.
 *
 * @returns the schema itself if it has none; undefined if it can't be written out without changing what it means
 */
export function mergedAllOf(document: object, schema: unknown, above: readonly unknown[] = []): Fields | undefined {
  if (above.includes(schema)) return undefined;
  const { $ref, allOf, ...own } = fieldsOf(schema);
  if (typeof $ref === 'string') return mergedAllOf(document, valueAt(document, segmentsOf($ref)), [...above, schema]);
  if (!Array.isArray(allOf)) return { ...own };

  const parts = allOf.map((part) => mergedAllOf(document, part, [...above, schema]));
  const merged: Fields = {};
  for (const part of [...parts, own]) {
    if (!part || Object.keys(part).some((keyword) => !plain.has(keyword) && part !== own)) return undefined;
    if (!mergeInto(merged, part)) return undefined;
  }
  return merged;
}

/** @returns false if both say something, and not the same, of one property or of the type */
function mergeInto(merged: Fields, part: Fields): boolean {
  const { properties, required, ...rest } = part;
  for (const [name, schema] of Object.entries(fieldsOf(properties))) {
    const known = fieldsOf(merged.properties)[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) return false;
    merged.properties = { ...fieldsOf(merged.properties), [name]: schema };
  }
  if (Array.isArray(required)) {
    merged.required = [...new Set([...(Array.isArray(merged.required) ? merged.required : []), ...required])].sort();
  }
  for (const [keyword, value] of Object.entries(rest)) {
    const clash = merged[keyword] !== undefined && JSON.stringify(merged[keyword]) !== JSON.stringify(value);
    if (clash && !annotations.includes(keyword)) return false;
    merged[keyword] = value;
  }
  return true;
}
