import type { PrismOperation } from './prism.ts';

/** JSON Schema, as far as it is read here. */
export interface Schema {
  readonly $ref?: string;
  readonly $schema?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly default?: unknown;
  readonly nullable?: boolean;
}

/** One media type of an answer or a request. */
export interface Content {
  readonly mediaType: string;
  readonly schema?: Schema;
  readonly examples?: readonly { readonly key: string; readonly value?: unknown }[];
}

/** What an object may have: its own properties and those of every schema that it is composed of. */
export interface Shape {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: ReadonlySet<string>;
}

/** Schemas inside each other; one that refers to itself has no end. */
const deepest = 12;

/** The declared contents of a status: its own, its class's (`2XX`), or the default's. */
export function contentsOf({ responses }: PrismOperation, status: number): readonly Content[] {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  const [response] = names.flatMap((name) => responses.filter(({ code }) => code.toUpperCase() === name.toUpperCase()));
  return (response?.contents ?? []) as readonly Content[];
}

/** The first JSON content. */
export function jsonOf(contents: readonly Content[]): Content | undefined {
  return contents.find(({ mediaType }) => /[/+]json\b/i.test(mediaType));
}

/** A schema, or what it refers to. */
export function follow(operation: PrismOperation, schema: Schema): Schema {
  if (!schema.$ref?.startsWith('#/')) return schema;
  const steps = schema.$ref
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = steps.reduce<unknown>(
    (node, step) => (node as Record<string, unknown> | undefined)?.[step],
    operation,
  );
  return (target as Schema | undefined) ?? {};
}

export function shapeOf(operation: PrismOperation, given: Schema, depth = 0): Shape {
  if (depth > deepest) return { properties: {}, required: new Set() };
  const { properties = {}, required = [], allOf = [], anyOf = [], oneOf = [] } = follow(operation, given);
  const inner = (schema: Schema) => shapeOf(operation, schema, depth + 1);
  const all = allOf.map(inner);
  const some = [...anyOf, ...oneOf].map(inner);
  return {
    properties: Object.assign({}, ...[...some, ...all].map((shape) => shape.properties), properties),
    required: new Set([...required, ...all.flatMap((shape) => [...shape.required])]),
  };
}

export function typesOf(operation: PrismOperation, given: Schema): readonly string[] {
  const { type, nullable } = follow(operation, given);
  return [...[type ?? []].flat(), ...(nullable ? ['null'] : [])];
}

/** The schema of an array's items. */
export function itemsOf(operation: PrismOperation, given: Schema): Schema | undefined {
  const { items, allOf = [] } = follow(operation, given);
  return items ?? allOf.map((schema) => itemsOf(operation, schema)).find((found) => found !== undefined);
}

/** Where, at most two objects deep, a value has a property that fits: the names that lead there. */
export function placeOf(
  operation: PrismOperation,
  schema: Schema,
  fits: (schema: Schema) => boolean,
  depth = 2,
): readonly string[] | undefined {
  if (fits(schema)) return [];
  if (depth === 0) return undefined;
  for (const [name, inner] of Object.entries(shapeOf(operation, schema).properties)) {
    const place = placeOf(operation, inner, fits, depth - 1);
    if (place) return [name, ...place];
  }
  return undefined;
}

export function at(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), value);
}

/** The value with another at a place. */
export function withAt(value: unknown, [name, ...rest]: readonly string[], inner: unknown): unknown {
  if (name === undefined) return inner;
  const parent = isObject(value) ? value : {};
  return { ...parent, [name]: withAt(parent[name], rest, inner) };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
