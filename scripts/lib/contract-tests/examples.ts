import type { CheckId } from './checks.ts';
import { type MediaType, mapValues, type Operation, operationsOf } from './contract.ts';
import { asReceived } from './received.ts';
import { type Direction, schemas2020 } from './schema-2020.ts';
import { createSchemaCheck, type SchemaCheck } from './schema-check.ts';

/** An example that doesn't fit its own schema. */
export interface ExampleFailure {
  readonly operationId: string;
  readonly check: CheckId;
  readonly place: string;
  readonly actual: string;
}

/** Checks every example of requests and answers against its schema. Sends nothing. */
export function checkExamples(document: object): ExampleFailure[] {
  const sides = mapValues({ request: 'request', response: 'response' } as Record<string, Direction>, (direction) => {
    const contract = schemas2020(document, direction);
    return { contract, check: createSchemaCheck(contract), operations: operationsOf(contract) };
  });
  const { request, response } = sides;
  return [
    ...(request?.operations ?? []).flatMap((operation) => [
      ...failures(operation, 'body', operation.requestBody.content, request?.check),
      ...operation.parameters.flatMap(({ name, in: place, schema = {}, ...rest }) =>
        misfitting({ schema, ...rest }, request?.check, (value) =>
          request ? (asReceived(request.contract, schema, value) ?? value) : value,
        ).map((actual) => failure(operation, `${place} ${name}`, actual)),
      ),
    ]),
    ...(response?.operations ?? []).flatMap((operation) =>
      Object.entries(operation.responses).flatMap(([status, { content = {}, headers = {} }]) => [
        ...failures(operation, status, content, response?.check),
        ...Object.entries(headers).flatMap(([name, header]) =>
          misfitting(header, response?.check).map((actual) => failure(operation, `${status} header ${name}`, actual)),
        ),
      ]),
    ),
  ];
}

function failures(
  operation: Operation,
  place: string,
  content: Readonly<Record<string, MediaType>>,
  check?: SchemaCheck,
) {
  return Object.entries(content)
    .filter(([type]) => /json|form/i.test(type))
    .flatMap(([, media]) => misfitting(media, check).map((actual) => failure(operation, place, actual)));
}

function failure({ operationId }: Operation, place: string, actual: string): ExampleFailure {
  return { operationId, check: 'example', place, actual };
}

function misfitting(
  { schema, example, examples = {} }: MediaType,
  check: SchemaCheck | undefined,
  received: (value: unknown) => unknown = (value) => value,
): string[] {
  if (!schema || !check) return [];
  const named = Object.entries(examples).filter(
    ([, one]) => one !== null && typeof one === 'object' && one.value !== undefined,
  );
  const all = [
    ...named.map(([name, { value }]) => [name, value] as const),
    ...(example === undefined ? [] : [['example', example] as const]),
  ];
  return all.flatMap(([name, value]) => {
    const misfits = check(schema, received(value));
    return misfits.length > 0 ? [`${name}: ${misfits.map(({ message }) => message).join('; ')}`] : [];
  });
}
