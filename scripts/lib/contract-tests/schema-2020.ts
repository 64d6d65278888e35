import { type Contract, follow, mapValues, type Schema } from './contract.ts';
import { isRecord, mapSubschemas } from './subschemas.ts';

/** Under which address the document is known to a validator, so that a schema can be compiled away from its place. */
export const documentAddress = 'urn:contract:document';

export type Direction = 'request' | 'response';

/**
 * The document with its schemas as JSON Schema 2020-12 has them: what OpenAPI 3.0 says in its own words is said anew,
 * references are absolute, and what doesn't travel in the direction (`readOnly`, `writeOnly`) is gone.
 */
export function schemas2020(document: object, direction: Direction): Contract {
  const contract = document as Contract;
  const isVersion30 = String(contract.openapi ?? '').startsWith('3.0');
  const stays = direction === 'request' ? 'readOnly' : 'writeOnly';
  const isStaying = (schema: unknown) =>
    isRecord(schema) && (schema[stays] === true || follow<Schema>(contract, schema)[stays] === true);

  const change = (schema: Schema): Schema => {
    const modern = absolute(isVersion30 ? from30(schema) : withoutNullable(schema));
    return mapSubschemas(withoutProperties(modern, isStaying), change);
  };
  // Since 3.1 a document may have no paths.
  return { paths: {}, ...(mapSchemas(contract, change) as Partial<Contract>) };
}

/** No word of 3.1, but one that Ajv knows. */
function withoutNullable({ nullable, ...schema }: Schema): Schema {
  return schema;
}

function from30(schema: Schema): Schema {
  // OpenAPI 3.0.3, Reference Object: what stands beside a reference is ignored.
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  const { nullable, type, ...rest } = schema;
  return {
    ...rest,
    ...(type !== undefined && { type: nullable === true ? [type, 'null'].flat() : type }),
    ...exclusive(schema, 'minimum', 'exclusiveMinimum'),
    ...exclusive(schema, 'maximum', 'exclusiveMaximum'),
  };
}

/** In 3.0 a bound is exclusive by a flag beside it, in 2020-12 by another keyword. */
function exclusive(schema: Schema, bound: string, flag: string): Record<string, unknown> {
  if (typeof schema[flag] !== 'boolean') return {};
  return schema[flag] ? { [bound]: undefined, [flag]: schema[bound] } : { [flag]: undefined };
}

function absolute(schema: Schema): Schema {
  const { $ref } = schema;
  return typeof $ref === 'string' && $ref.startsWith('#') ? { ...schema, $ref: documentAddress + $ref } : schema;
}

function withoutProperties(schema: Schema, isGone: (property: unknown) => boolean): Schema {
  if (!isRecord(schema.properties)) return schema;
  const gone = Object.keys(schema.properties).filter((name) => isGone((schema.properties as Schema)[name]));
  if (gone.length === 0) return schema;
  const kept = Object.entries(schema.properties).filter(([name]) => !gone.includes(name));
  const required = ((schema.required as string[] | undefined) ?? []).filter((name) => !gone.includes(name));
  return { ...schema, properties: Object.fromEntries(kept), required };
}

/** Changes every schema that stands in a document outside another schema. */
function mapSchemas(node: unknown, change: (schema: Schema) => Schema, key = ''): unknown {
  if (Array.isArray(node)) return node.map((item) => mapSchemas(item, change));
  if (!isRecord(node)) return node;
  if (key === 'schema') return clean(change(node));
  if (key === 'schemas') return mapValues(node, (schema) => clean(change(isRecord(schema) ? schema : {})));
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 'example' || name === 'examples' || name.startsWith('x-') ? value : mapSchemas(value, change, name),
    ]),
  );
}

/** Ajv takes a keyword that is undefined for one that is there. */
function clean(schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([, value]) => value !== undefined);
  return mapSubschemas(Object.fromEntries(kept), clean);
}
