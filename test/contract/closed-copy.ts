import { type Contract, follow, mapValues, type ResponseObject, type Schema } from './document.ts';

/**
 * The contract with every object of a response closed, but for those that say `additionalProperties: true`: what a
 * server sends beyond its contract is then a violation.
 *
 * Objects are closed where they stand (a body, a property, an item), not where they are defined: a schema may be a
 * branch of `allOf` at another place.
 */
export function closedCopy(contract: Contract): Contract {
  const isObject = (schema: Schema): boolean => {
    const { type, properties, allOf, anyOf, oneOf } = follow(contract, schema);
    const branches = [allOf, anyOf, oneOf].flatMap((list) => (list as Schema[] | undefined) ?? []);
    return [type].flat().includes('object') || properties !== undefined || branches.some(isObject);
  };
  const close = (schema: Schema): Schema =>
    isObject(schema) ? { allOf: [closeInside(schema)], unevaluatedProperties: false } : closeInside(schema);
  const closeInside = (schema: Schema): Schema => mapKeywords(schema, close, closeInside);
  const closeResponse = (response: ResponseObject): ResponseObject => ({
    ...response,
    ...(response.content && {
      content: mapValues(response.content, ({ schema, ...rest }) => ({
        ...rest,
        ...(schema && { schema: close(schema) }),
      })),
    }),
  });

  const { components = {}, paths } = contract;
  return {
    ...contract,
    paths: mapValues(paths, (item) => mapValues(item, (operation) => closeOperation(operation, closeResponse))),
    components: {
      ...components,
      schemas: mapValues(components.schemas ?? {}, closeInside),
      responses: mapValues(components.responses ?? {}, closeResponse),
    },
  };
}

/** Places hold a value of their own; branches describe the same value as their parent. */
function mapKeywords(
  schema: Schema,
  atPlace: (schema: Schema) => Schema,
  inBranch: (schema: Schema) => Schema,
): Schema {
  const changed: Record<string, unknown> = { ...schema };
  for (const [keyword, value] of Object.entries(schema)) {
    if (['properties', 'patternProperties'].includes(keyword)) {
      changed[keyword] = mapValues(value as Record<string, Schema>, atPlace);
    } else if (['items', 'additionalProperties'].includes(keyword) && typeof value === 'object') {
      changed[keyword] = atPlace(value as Schema);
    } else if (keyword === 'prefixItems') changed[keyword] = (value as Schema[]).map(atPlace);
    else if (['allOf', 'anyOf', 'oneOf'].includes(keyword)) changed[keyword] = (value as Schema[]).map(inBranch);
  }
  return changed;
}

function closeOperation(operation: unknown, close: (response: ResponseObject) => ResponseObject): unknown {
  const { responses } = operation as { responses?: Record<string, ResponseObject> };
  return responses ? { ...(operation as object), responses: mapValues(responses, close) } : operation;
}
