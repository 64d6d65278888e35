import {
  eachOperation,
  type Method,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type PathItem,
  type Reference,
  type Response,
  resolve,
  type Schema,
  type SecurityRequirement,
} from './document.ts';

/** What a router, a client or a test needs to know of one operation. */
export interface OperationEntry {
  readonly method: Method;
  readonly path: string;
  readonly security: readonly SecurityRequirement[];
  readonly parameters: NamesByPlace;
  /** Those that have a default. */
  readonly defaults: NamesByPlace;
  /** Those that are numbers, or lists of numbers. */
  readonly numbers: NamesByPlace;
  readonly body: { readonly required: boolean; readonly mediaTypes: readonly string[] } | null;
  /** Each declared status, with the media types that it may be answered in. */
  readonly responses: Readonly<Record<string, readonly string[]>>;
}

export type NamesByPlace = Readonly<Record<Parameter['in'], readonly string[]>>;

/** Operation id to all that is known of the operation, in the document's order. */
export type OperationTable = Readonly<Record<string, OperationEntry>>;

/** The operation table of a document in which every operation has an id. */
export function operationTable(document: OpenApiDocument): OperationTable {
  return Object.fromEntries(
    [...eachOperation(document)].map(({ path, method, item, operation }) => {
      const all = parametersOf(document, item, operation);
      return [
        operation.operationId,
        {
          method,
          path,
          security: operation.security ?? document.security ?? [],
          parameters: namesByPlace(all),
          defaults: namesByPlace(
            all,
            ({ schema }) => schema !== undefined && resolve<Schema>(document, schema).default !== undefined,
          ),
          numbers: namesByPlace(all, ({ schema }) => isNumber(document, schema)),
          body: body(document, operation),
          responses: responses(document, operation),
        },
      ];
    }),
  );
}

/** The operation table, and the scopes that the document's OAuth 2.0 schemes define, as TypeScript. */
export function renderOperations(document: OpenApiDocument): string {
  return [
    `export const operations = ${literal(operationTable(document))} as const;`,
    '/** Every scope that the contract defines. */',
    `export const scopes = ${JSON.stringify(definedScopes(document))} as const;`,
    'export type Scope = (typeof scopes)[number];',
    '',
  ].join('\n\n');
}

/** JSON as an expression; there a bare `__proto__` would set the prototype instead of a member. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^( *)"__proto__":/gm, '$1["__proto__"]:');
}

/** The parameters that hold for an operation: its own, and those of its path that it doesn't override. */
function parametersOf(document: OpenApiDocument, item: PathItem, operation: Operation): Parameter[] {
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
    resolve(document, parameter),
  );
  return [...new Map(all.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

/** The names of the parameters at each place for which something holds. */
function namesByPlace(
  parameters: readonly Parameter[],
  holds: (parameter: Parameter) => boolean = () => true,
): NamesByPlace {
  const at = (place: Parameter['in']) =>
    parameters.filter((parameter) => parameter.in === place && holds(parameter)).map(({ name }) => name);
  return { path: at('path'), query: at('query'), header: at('header'), cookie: at('cookie') };
}

/** Whether a schema is of a number, or of a list of numbers. */
function isNumber(document: OpenApiDocument, schema: Schema | Reference | undefined): boolean {
  if (!schema) return false;
  const { type, items } = resolve<Schema>(document, schema);
  return [type].flat().some((name) => name === 'integer' || name === 'number') || isNumber(document, items);
}

function body(document: OpenApiDocument, operation: Operation) {
  if (!operation.requestBody) return null;
  const { required = false, content } = resolve(document, operation.requestBody);
  return { required, mediaTypes: Object.keys(content) };
}

function responses(document: OpenApiDocument, operation: Operation): Record<string, string[]> {
  const entries = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const { content = {} } = resolve<Response>(document, response);
    return [status, Object.keys(content)];
  });
  return Object.fromEntries(entries);
}

function definedScopes(document: OpenApiDocument): string[] {
  const schemes = Object.values(document.components?.securitySchemes ?? {}).map((scheme) => resolve(document, scheme));
  const flows = schemes.flatMap(({ flows }) => Object.values(flows ?? {}));
  return [...new Set(flows.flatMap(({ scopes }) => Object.keys(scopes ?? {})))];
}
