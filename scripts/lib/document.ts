/** The parts of an OpenAPI document that the pipeline reads. Everything else passes through untouched. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  servers?: { url: string }[];
  paths?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    requestBodies?: Record<string, RequestBody>;
    responses?: Record<string, Response>;
    securitySchemes?: Record<string, SecurityScheme>;
    [section: string]: unknown;
  };
  security?: SecurityRequirement[];
}

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
export type Method = (typeof methods)[number];

export type PathItem = { parameters?: (Parameter | Reference)[] } & { [M in Method]?: Operation };

export interface Operation {
  operationId?: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses?: Record<string, Response | Reference>;
  security?: SecurityRequirement[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  schema?: Schema | Reference;
}

export interface RequestBody {
  required?: boolean;
  content: Record<string, unknown>;
}

export interface Response {
  headers?: Record<string, object | Reference>;
  content?: Record<string, unknown>;
}

export interface Schema {
  type?: string | string[];
  items?: Schema | Reference;
  properties?: Record<string, Schema>;
  default?: unknown;
  'x-extensible-enum'?: unknown[];
}

export interface SecurityScheme {
  type: string;
  flows?: Record<string, { scopes?: Record<string, string> }>;
}

/** Scheme name to the scopes it must have; an empty object means that anyone may call. */
export type SecurityRequirement = Record<string, string[]>;

export interface Reference {
  $ref: string;
}

/** Follows a local reference (`#/components/…`), if the value is one. A bundled document has no other kind. */
export function resolve<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  if (!('$ref' in value)) return value;
  const segments = value.$ref
    .slice(2)
    .split('/')
    .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = segments.reduce<unknown>((node, segment) => (node as Record<string, unknown>)[segment], document);
  return resolve(document, target as T | Reference);
}

/** Every operation of the document, in its order. */
export function* eachOperation(
  document: OpenApiDocument,
): Generator<{ path: string; method: Method; item: PathItem; operation: Operation }> {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item[method];
      if (operation) yield { path, method, item, operation };
    }
  }
}
