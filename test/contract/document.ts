import { readFileSync } from 'node:fs';

export type Schema = Readonly<Record<string, unknown>>;

export interface MediaType {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface Header {
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface OperationObject {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

/** What these tests read of an OpenAPI 3.1 document. */
export interface Contract {
  readonly security?: OperationObject['security'];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly responses?: Readonly<Record<string, ResponseObject>>;
  };
}

/** An operation with its references followed, down to schemas, which keep theirs. */
export interface Operation extends Required<OperationObject> {
  readonly method: string;
  readonly path: string;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The contract as it is generated. */
export function readContract(): Contract {
  return JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
}

/** Every operation of a contract. */
export function operationsOf(contract: Contract): Operation[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = item[method] as OperationObject;
        const parameters = [...((item.parameters as Parameter[] | undefined) ?? []), ...(operation.parameters ?? [])];
        return {
          ...operation,
          method: method.toUpperCase(),
          path,
          security: operation.security ?? contract.security ?? [],
          parameters: parameters.map((parameter) => follow(contract, parameter)),
          requestBody: follow(contract, operation.requestBody ?? { content: {} }),
          responses: mapValues(operation.responses, (response) => followResponse(contract, response)),
        };
      }),
  );
}

/** @throws if there is no such operation */
export function operationOf(operations: readonly Operation[], operationId: string): Operation {
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`The contract has no operation ${operationId}`);
  return operation;
}

/** The 2xx that an operation declares. */
export function successOf({ operationId, responses }: Operation): number {
  const status = Object.keys(responses).find((key) => key.startsWith('2'));
  if (status === undefined) throw new Error(`${operationId} declares no success`);
  return Number(status);
}

/** The names of the examples of one response; none if it has no body. */
export function exampleNames(response: ResponseObject | undefined): string[] {
  return Object.values(response?.content ?? {}).flatMap(({ examples = {} }) => Object.keys(examples));
}

/** The same keys with other values. */
export function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out) {
  return Object.fromEntries(Object.entries(record).map(([key, value]): [string, Out] => [key, change(value)]));
}

/** What a node refers to, or the node itself. */
export function follow<Node>(contract: Contract, node: Node): Node {
  const { $ref } = node as { $ref?: string };
  if ($ref === undefined) return node;
  const steps = $ref
    .replace(/^#\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = steps.reduce<unknown>((parent, step) => (parent as Record<string, unknown>)[step], contract);
  return follow(contract, target as Node);
}

function followResponse(contract: Contract, node: ResponseObject): ResponseObject {
  const response = follow(contract, node);
  return { ...response, headers: mapValues(response.headers ?? {}, (header) => follow(contract, header)) };
}
