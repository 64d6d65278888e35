import { mapValues, type Schema } from './contract.ts';

/** How a subschema stands to its parent: at a value of its own, or as another word on the same value. */
export type Standing = 'place' | 'branch';

const maps: Readonly<Record<string, Standing>> = {
  properties: 'place',
  patternProperties: 'place',
  dependentSchemas: 'branch',
  $defs: 'branch',
};
const lists: Readonly<Record<string, Standing>> = {
  prefixItems: 'place',
  allOf: 'branch',
  anyOf: 'branch',
  oneOf: 'branch',
};
const singles: Readonly<Record<string, Standing>> = {
  items: 'place',
  additionalProperties: 'place',
  // Conditions and negations ask; they describe no place. Closed or not, they must go on asking the same.
  contains: 'branch',
  propertyNames: 'branch',
  unevaluatedItems: 'branch',
  unevaluatedProperties: 'branch',
  not: 'branch',
  if: 'branch',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: 'branch',
  else: 'branch',
};

/** The schema with each of its direct subschemas changed. */
export function mapSubschemas(schema: Schema, change: (subschema: Schema, standing: Standing) => Schema): Schema {
  const changed: Record<string, unknown> = { ...schema };
  const change1 = (value: unknown, standing: Standing) =>
    typeof value === 'object' && value !== null ? change(value as Schema, standing) : value;
  for (const [keyword, value] of Object.entries(schema)) {
    const [inMap, inList, alone] = [maps[keyword], lists[keyword], singles[keyword]];
    if (inMap && isRecord(value)) changed[keyword] = mapValues(value, (one) => change1(one, inMap));
    else if (inList && Array.isArray(value)) changed[keyword] = value.map((one) => change1(one, inList));
    else if (alone) changed[keyword] = change1(value, alone);
  }
  return changed;
}

/** Whether a value is an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
