import {
  type Contract,
  follow,
  mapValues,
  type OperationObject,
  type ResponseObject,
  type Schema,
} from './contract.ts';
import { mapSubschemas } from './subschemas.ts';

/**
 * The contract with every object of a response closed, but for those that say `additionalProperties: true`: what a
 * server sends beyond its contract is then a violation.
 *
 * Objects are closed where they stand (a body, a property, an item), not where they are defined: a schema may be a
 * branch of `allOf` at another place.
 */
export function closedCopy(contract: Contract): Contract {
  const isObject = (schema: Schema, passed: readonly Schema[] = []): boolean => {
    const target = follow(contract, schema);
    if (passed.includes(target)) return false;
    const { type, properties, allOf, anyOf, oneOf } = target;
    const branches = [allOf, anyOf, oneOf].flatMap((list) => (list as Schema[] | undefined) ?? []);
    return (
      [type].flat().includes('object') ||
      properties !== undefined ||
      branches.some((branch) => isObject(branch, [...passed, target]))
    );
  };
  const close = (schema: Schema): Schema =>
    isObject(schema) ? { allOf: [closeInside(schema)], unevaluatedProperties: false } : closeInside(schema);
  const closeInside = (schema: Schema): Schema =>
    mapSubschemas(schema, (inner, standing) => (standing === 'place' ? close(inner) : closeInside(inner)));
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

function closeOperation(operation: unknown, close: (response: ResponseObject) => ResponseObject): unknown {
  const { responses } = operation as Partial<OperationObject>;
  return responses ? { ...(operation as object), responses: mapValues(responses, close) } : operation;
}
