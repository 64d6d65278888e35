import { methods, type OpenApiDocument, type Operation, type Parameter, type Reference, resolve } from '../document.ts';
import { mergedAllOf } from './all-of.ts';
import { dropDefaults } from './defaults.ts';
import { settleMapping } from './discriminator.ts';
import { settleNullable } from './nullable.ts';
import { type Fields, fieldsOf } from './pointer.ts';
import { settleServers } from './servers.ts';

/**
 * Copies of both documents in which what means the same is written the same: parameters, servers and security stand
 * on their operations, defaults are left out, `nullable` is a type, `const` an enum of one, and an `allOf` that one of
 * them writes out is written out in both. What is left to compare is then a difference in meaning.
 */
export function normalised(base: OpenApiDocument, revision: OpenApiDocument): [OpenApiDocument, OpenApiDocument] {
  const pair = [structuredClone(base), structuredClone(revision)] as const;
  for (const document of pair) {
    settleOperations(document);
    eachObject(document, (node) => settleNode(document, node));
  }
  settleServers(pair);
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

function settleNode(document: OpenApiDocument, node: Fields): void {
  for (const name of Object.keys(node)) {
    // Tools for OpenAPI 3.0 know that one.
    if (name.startsWith('x-') && name !== 'x-webhooks') delete node[name];
  }
  dropDefaults(node);
  settleSchema(node);
  settleMapping(document, node);
}

/** Two spellings of one thing: OpenAPI 3.0's and JSON Schema's. */
function settleSchema(schema: Fields): void {
  const { type, nullable } = schema;
  if (typeof type === 'string' && typeof nullable === 'boolean') {
    if (nullable) schema.type = [type, 'null'];
    delete schema.nullable;
  }
  if (Array.isArray(type)) schema.type = type.length === 1 ? type[0] : [...type].sort();
  if ('const' in schema && !('enum' in schema)) {
    schema.enum = [schema.const];
    delete schema.const;
  }
  settleExclusive(schema, 'exclusiveMinimum', 'minimum', 1);
  settleExclusive(schema, 'exclusiveMaximum', 'maximum', -1);
}

/** In OpenAPI 3.0 `exclusiveMinimum` is a boolean beside `minimum`. An integer above 0 is one from 1 on. */
function settleExclusive(schema: Fields, exclusive: string, inclusive: string, next: 1 | -1): void {
  if (schema[exclusive] === false) delete schema[exclusive];
  if (schema[exclusive] === true) {
    if (typeof schema[inclusive] === 'number') schema[exclusive] = schema[inclusive];
    else delete schema[exclusive];
    delete schema[inclusive];
  }
  if (!Number.isInteger(schema[exclusive]) || schema.type !== 'integer' || schema[inclusive] !== undefined) return;
  schema[inclusive] = Number(schema[exclusive]) + next;
  delete schema[exclusive];
}

/** Walks both documents together. Where only the composition differs, both are written out if both can be. */
function alignAllOf(base: unknown, revision: unknown, [baseRoot, revisionRoot]: readonly [object, object]): void {
  const [one, other] = [fieldsOf(base), fieldsOf(revision)];
  settleNullable(one, other);
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
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'value', 'mapping', 'security']);

/** Keywords whose object maps names to nodes: a property may be called `default`, or a header `x-id`. */
const nameMaps = new Set(
  ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependentRequired']
    .concat('webhooks', 'pathItems', 'responses', 'headers', 'content', 'callbacks', 'encoding', 'variables')
    .concat('schemas', 'parameters', 'requestBodies', 'securitySchemes', 'links', 'scopes'),
);

function eachObject(node: unknown, visit: (fields: Fields) => void, isNameMap = false): void {
  if (typeof node !== 'object' || node === null) return;
  if (isNameMap || Array.isArray(node)) {
    for (const value of Object.values(node)) eachObject(value, visit);
    return;
  }
  visit(node as Fields);
  for (const [name, value] of Object.entries(node)) {
    if (!data.has(name)) eachObject(value, visit, nameMaps.has(name));
  }
}
