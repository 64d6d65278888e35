import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript';
import { eachOperation, type OpenApiDocument, type Response, resolve } from './document.ts';

/** The switches of openapi-typescript, all as it sets them itself but for one. */
const switches = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  // A request property with a default may be left out, so a default must not make it required.
  defaultNonNullable: false,
  emptyObjectsUnknown: false,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  makePathsEnum: false,
  pathParamsAsTypes: false,
  propertiesRequiredByDefault: false,
  readWriteMarkers: false,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  silent: true,
} satisfies Partial<GlobalContext>;

/** Forty times GitHub's. openapi-typescript copies all operations for each: these take it minutes, more soon hours. */
const maxOperations = 50_000;

/**
 * A bundled document as TypeScript. By openapi-typescript's transformer alone: its front door would first write the
 * document as JSON, lint and bundle it again, which is half of its time.
 *
 * @throws {Error} if there are too many operations
 */
export function renderTypes(document: OpenApiDocument): string {
  const { length } = [...eachOperation(document)];
  if (length > maxOperations) throw new Error(`The document has ${length} operations; ${maxOperations} is the most.`);
  // The transformer changes what it is given.
  const schema = inlineHeaders(structuredClone(document)) as unknown as OpenAPI3;
  const context: Omit<GlobalContext, 'redoc' | 'postTransform' | 'transform' | 'transformProperty'> = {
    ...switches,
    discriminators: scanDiscriminators(schema, switches),
    injectFooter: [],
    resolve: ($ref) => resolveRef(schema, $ref, switches),
  };
  return astToString(transformSchema(schema, context as GlobalContext));
}

/** openapi-typescript takes every header that is a `$ref` for a required one, so it gets none. */
function inlineHeaders(document: OpenApiDocument): OpenApiDocument {
  const responses = [...eachOperation(document)].flatMap(({ operation }) => Object.values(operation.responses ?? {}));
  for (const response of [...responses, ...Object.values(document.components?.responses ?? {})]) {
    const { headers = {} } = response as Response;
    for (const [name, header] of Object.entries(headers)) headers[name] = resolve(document, header);
  }
  return document;
}
