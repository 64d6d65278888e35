import { methods, type OpenApiDocument, type Operation, type Parameter, type Reference, resolve } from '../document.ts';
import { mergedAllOf } from './all-of.ts';
import { fieldsOf } from './pointer.ts';

type Fields = Record<string, unknown>;

/**
 * Copies of both documents in which what means the same is written the same: parameters and security stand on their
 * operations, `nullable` is a type, `const` an enum of one, and an `allOf` that one of them writes out is written out
 * in both. What is left to compare is then a difference in meaning.
 */
export function normalised(base: OpenApiDocument, revision: OpenApiDocument): [OpenApiDocument, OpenApiDocument] {
  const pair = [structuredClone(base), structuredClone(revision)] as const;
  for (const document of pair) {
    settleOperations(document);
    eachObject(document, settleSchema);
  }
  alignAllOf(pair[0], pair[1], pair);
  return [...pair];
}

function settleOperations(document: OpenApiDocument): void {
  for (const section of [document.paths, fieldsOf(document).webhooks as OpenApiDocument['paths']]) {
    for (const item of Object.values(section ?? {})) {
      for (const method of methods) {
        const operation = item[method];
        if (operation) settleOperation(document, operation, item.parameters ?? []);
      }
      delete item.parameters;
    }
  }
  delete document.security;
}

function settleOperation(document: OpenApiDocument, operation: Operation, inherited: (Parameter | Reference)[]): void {
  operation.security ??= structuredClone(document.security ?? []);
  const byName = new Map(
    [...inherited, ...(operation.parameters ?? [])].map((parameter) => [parameterName(document, parameter), parameter]),
  );
  operation.parameters = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, parameter]) => parameter);
  if (operation.parameters.length === 0) delete operation.parameters;
}

/** `query.limit`, which no two parameters of an operation share. */
export function parameterName(document: OpenApiDocument, parameter: Parameter | Reference): string {
  const { in: where, name } = resolve(document, parameter) ?? {};
  return `${where}.${where === 'header' ? name?.toLowerCase() : name}`;
}

/** Two spellings of one thing: OpenAPI 3.0's and JSON Schema's. */
function settleSchema(schema: Fields): void {
  const { type, nullable } = schema;
  if (typeof type === 'string' && typeof nullable === 'boolean') {
    if (nullable) schema.type = [type, 'null'];
    delete schema.nullable;
  }
  if (Array.isArray(type)) schema.type = type.length === 1 ? type[0] : [...type].sort();
  if ('const' in schema && !('enum' in schema) && !isNameMap(schema)) {
    schema.enum = [schema.const];
    delete schema.const;
  }
  settleExclusive(schema, 'exclusiveMinimum', 'minimum');
  settleExclusive(schema, 'exclusiveMaximum', 'maximum');
}

/** In OpenAPI 3.0 `exclusiveMinimum` is a boolean beside `minimum`. */
function settleExclusive(schema: Fields, exclusive: string, inclusive: string): void {
  if (typeof schema[exclusive] !== 'boolean') return;
  if (schema[exclusive] && typeof schema[inclusive] === 'number') {
    schema[exclusive] = schema[inclusive];
    delete schema[inclusive];
  } else delete schema[exclusive];
}

/** A map from names to schemas may have a property called `const`, whose value is a schema. */
const isNameMap = (schema: Fields) => typeof schema.const === 'object' && schema.type === undefined;

/** Walks both documents together. Where only the composition differs, both are written out if both can be. */
function alignAllOf(base: unknown, revision: unknown, [baseRoot, revisionRoot]: readonly [object, object]): void {
  const [one, other] = [fieldsOf(base), fieldsOf(revision)];
  if (differInAllOf(one, other)) {
    const [flatOne, flatOther] = [mergedAllOf(baseRoot, one), mergedAllOf(revisionRoot, other)];
    if (flatOne && flatOther) {
      replace(one, flatOne);
      replace(other, flatOther);
    }
  }
  for (const name of Object.keys(one)) {
    if (Object.hasOwn(other, name)) alignAllOf(one[name], other[name], [baseRoot, revisionRoot]);
  }
}

function differInAllOf(base: Fields, revision: Fields): boolean {
  if (!Array.isArray(base.allOf) && !Array.isArray(revision.allOf)) return false;
  return JSON.stringify(base.allOf) !== JSON.stringify(revision.allOf);
}

function replace(target: Fields, source: Fields): void {
  for (const name of Object.keys(target)) delete target[name];
  Object.assign(target, source);
}

/** What an example, a default or an enum holds is data, whatever it looks like. */
const data = new Set(['example', 'examples', 'default', 'enum', 'value', 'mapping']);

function eachObject(node: unknown, visit: (fields: Fields) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Fields);
  for (const [name, value] of Object.entries(node)) {
    // A property of that name has a schema, which is an object with a keyword or two of its own.
    if (name.startsWith('x-') || (data.has(name) && !looksLikeSchema(value))) continue;
    eachObject(value, visit);
  }
}

function looksLikeSchema(value: unknown): boolean {
  const { type, properties, allOf, anyOf, oneOf, $ref } = fieldsOf(value);
  return [type, properties, allOf, anyOf, oneOf, $ref].some((keyword) => keyword !== undefined);
}
