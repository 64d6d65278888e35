import { atPointer } from '../../scripts/lib/contract-tests/contract.ts';
import { type Contract, operationsOf, type Schema } from '../contract/document.ts';

/** A schema that a request is held to. */
export interface SchemaPlace {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly operationIds: readonly string[];
}

/** Every schema that a request is held to: of parameters and bodies, with all that they lead to, each once. */
export function requestSchemas(contract: Contract): SchemaPlace[] {
  const found = requestPlaces(contract).flatMap(({ operationId, pointer }) =>
    [...schemasBelow(contract, pointer)].map((below) => ({ operationId, pointer: below })),
  );
  return [...Map.groupBy(found, ({ pointer }) => pointer)].map(([pointer, same]) => ({
    pointer,
    operationIds: [...new Set(same.map(({ operationId }) => operationId))],
  }));
}

/** Where an operation, or a parameter of its path, stands in the document. */
export function operationPointer({ path, method }: { path: string; method: string }): string {
  return `/paths/${escaped(path)}/${method.toLowerCase()}`;
}

/** Where each parameter that is followed to its definition stands, with the operations that have it. */
export function parameterPointers(contract: Contract): SchemaPlace[] {
  const found = operationsOf(contract).flatMap((operation) =>
    [operationPointer(operation), `/paths/${escaped(operation.path)}`].flatMap((owner) =>
      ((atPointer(contract, `${owner}/parameters`) as unknown[] | undefined) ?? []).map((_, index) => ({
        operationId: operation.operationId,
        pointer: resolved(contract, `${owner}/parameters/${index}`),
      })),
    ),
  );
  return [...Map.groupBy(found, ({ pointer }) => pointer)].map(([pointer, same]) => ({
    pointer,
    operationIds: same.map(({ operationId }) => operationId),
  }));
}

function requestPlaces(contract: Contract) {
  const ofParameters = parameterPointers(contract).flatMap(({ pointer, operationIds }) =>
    operationIds.map((operationId) => ({ operationId, pointer: `${pointer}/schema` })),
  );
  const ofBodies = operationsOf(contract).flatMap((operation) => {
    const body = resolved(contract, `${operationPointer(operation)}/requestBody`);
    return Object.keys(operation.requestBody.content).map((type) => ({
      operationId: operation.operationId,
      pointer: `${body}/content/${escaped(type)}/schema`,
    }));
  });
  return [...ofParameters, ...ofBodies].filter(({ pointer }) => atPointer(contract, pointer) !== undefined);
}

function* schemasBelow(contract: Contract, pointer: string, seen = new Set<string>()): Generator<string> {
  if (seen.has(pointer)) return;
  seen.add(pointer);
  const schema = atPointer(contract, pointer) as Schema & { $ref?: string };
  if (typeof schema !== 'object') return;
  // What only refers holds nothing that could be changed.
  if (Object.keys(schema).some((keyword) => keyword !== '$ref')) yield pointer;
  if (schema.$ref) yield* schemasBelow(contract, schema.$ref.slice(1), seen);
  for (const keyword of ['items', 'additionalProperties', 'not']) {
    if (typeof schema[keyword] === 'object') yield* schemasBelow(contract, `${pointer}/${keyword}`, seen);
  }
  for (const keyword of ['properties', 'allOf', 'anyOf', 'oneOf']) {
    for (const name of Object.keys((schema[keyword] as object | undefined) ?? {})) {
      yield* schemasBelow(contract, `${pointer}/${keyword}/${escaped(name)}`, seen);
    }
  }
}

/** Where a node is really defined. */
function resolved(contract: Contract, pointer: string): string {
  const { $ref } = (atPointer(contract, pointer) ?? {}) as { $ref?: string };
  return $ref === undefined ? pointer : resolved(contract, $ref.slice(1));
}

function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
