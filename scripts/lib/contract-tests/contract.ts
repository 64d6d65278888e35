import { methods } from '../document.ts';

export type Schema = Readonly<Record<string, unknown>>;

export interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

export interface Header {
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface Link {
  readonly operationId?: string;
  readonly operationRef?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
}

export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, MediaType>>;
  readonly links?: Readonly<Record<string, Link>>;
}

export interface Parameter extends MediaType {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly content?: Readonly<Record<string, MediaType>>;
}

/** Scheme name to scopes. An empty object lets anyone call. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface SecurityScheme {
  readonly type: string;
  readonly scheme?: string;
  readonly name?: string;
  readonly in?: string;
  readonly flows?: Readonly<
    Record<string, { readonly tokenUrl?: string; readonly scopes?: Readonly<Record<string, string>> }>
  >;
}

export interface OperationObject {
  readonly operationId: string;
  readonly security?: readonly SecurityRequirement[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, ResponseObject>>;
  readonly 'x-contract-exempt'?: unknown;
}

/** What contract tests read of an OpenAPI document. */
export interface Contract {
  readonly openapi?: string;
  readonly servers?: readonly { readonly url: string }[];
  readonly security?: readonly SecurityRequirement[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly responses?: Readonly<Record<string, ResponseObject>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
}

/** An operation with its references followed, down to schemas, which keep theirs. */
export interface Operation extends Required<Omit<OperationObject, 'x-contract-exempt'>> {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
}

/** Every operation of a contract, in its order. */
export function operationsOf(contract: Contract): Operation[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = item[method] as OperationObject;
        return {
          ...operation,
          method: method.toUpperCase(),
          path,
          security: operation.security ?? contract.security ?? [],
          parameters: parametersOf(contract, item, operation),
          requestBody: follow(contract, operation.requestBody ?? { content: {} }),
          responses: mapValues(operation.responses ?? {}, (response) => followResponse(contract, response)),
        };
      }),
  );
}

/** An operation's own parameters, and those of its path that it doesn't override. */
function parametersOf(contract: Contract, item: Readonly<Record<string, unknown>>, operation: OperationObject) {
  const all = [...((item.parameters as Parameter[] | undefined) ?? []), ...(operation.parameters ?? [])];
  const followed = all.map((parameter) => follow(contract, parameter));
  return [...new Map(followed.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

/** The same keys with other values. */
export function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out) {
  return Object.fromEntries(Object.entries(record).map(([key, value]): [string, Out] => [key, change(value)]));
}

/** What a node refers to, or the node itself. A reference that leads nowhere, or in a circle, is an empty node. */
export function follow<Node>(contract: Contract, node: Node, passed: readonly string[] = []): Node {
  const { $ref } = node as { $ref?: unknown };
  if (typeof $ref !== 'string') return node;
  if (passed.includes($ref)) return {} as Node;
  return follow(contract, (atPointer(contract, $ref.replace(/^[^#]*#/, '')) ?? {}) as Node, [...passed, $ref]);
}

/** What a JSON pointer (RFC 6901), perhaps percent-encoded, leads to. */
export function atPointer(root: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((node, step) => {
    const key = decode(step).replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof node === 'object' && node !== null && Object.hasOwn(node, key)
      ? (node as Record<string, unknown>)[key]
      : undefined;
  }, root);
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

function followResponse(contract: Contract, node: ResponseObject): ResponseObject {
  const response = follow(contract, node);
  return {
    ...response,
    headers: mapValues(response.headers ?? {}, (header) => follow(contract, header)),
    ...(response.links && { links: mapValues(response.links, (link) => follow(contract, link)) }),
  };
}
