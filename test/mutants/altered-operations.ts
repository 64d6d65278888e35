import { atPointer } from '../../scripts/lib/contract-tests/contract.ts';
import { type Contract, type Operation, operationsOf } from '../contract/document.ts';
import type { Kind, Mutant } from './mutant.ts';
import { operationPointer, parameterPointers } from './request-schemas.ts';

type Node = Record<string, unknown>;

/** What is done to one operation of the contract. */
interface OperationFault {
  readonly name: string;
  /** Each way of doing it, with a name; it changes the document's operation, or the document, in place. */
  readonly ways: (operation: Operation) => readonly Way[];
}

type Way = readonly [name: string, change: (operation: Node, contract: Contract) => void];

const set = (member: string, value: unknown) => (node: Node) => {
  node[member] = value;
};

const faults: readonly OperationFault[] = [
  {
    name: 'an operation asks for no token',
    ways: ({ security }) => (security.some(asksForScheme) ? [['', set('security', [])]] : []),
  },
  {
    name: 'an operation asks for a token that needs none',
    ways: ({ security }) =>
      security.every((option) => !asksForScheme(option)) ? [['', set('security', [{ oauth2: [] }])]] : [],
  },
  {
    name: 'one way to come in is closed',
    ways: ({ security }) =>
      security.length > 1
        ? security.map((option, index) => [
            name(option),
            set(
              'security',
              security.filter((_, other) => other !== index),
            ),
          ])
        : [],
  },
  {
    name: 'a scope is not asked for',
    ways: ({ security }) =>
      scopesOf(security).map((scope) => [
        scope,
        set(
          'security',
          withScopes(security, (scopes) => scopes.filter((one) => one !== scope)),
        ),
      ]),
  },
  {
    name: 'another scope is asked for',
    ways: ({ security }) =>
      scopesOf(security).map((scope) => [
        scope,
        set(
          'security',
          withScopes(security, () => [scope === 'read:api-key' ? 'create:api-key' : 'read:api-key']),
        ),
      ]),
  },
  {
    name: 'a scope too many is asked for',
    ways: ({ security }) =>
      scopesOf(security).map((scope) => [
        scope,
        set(
          'security',
          withScopes(security, (scopes) => [...scopes, 'nobody:has-it']),
        ),
      ]),
  },
  {
    name: 'a body may be missing',
    ways: ({ requestBody }) =>
      requestBody.required ? [['', (node) => set('required', false)(node.requestBody as Node)]] : [],
  },
  {
    name: 'a media type is refused',
    ways: ({ requestBody: { content } }) =>
      Object.keys(content).length > 1
        ? Object.keys(content).map((type) => [type, (node) => delete contentOf(node)[type]])
        : [],
  },
  {
    name: 'a media type is another',
    ways: ({ requestBody: { content } }) =>
      Object.keys(content).map((type) => [
        type,
        (node) => {
          contentOf(node)['text/json'] = contentOf(node)[type];
          delete contentOf(node)[type];
        },
      ]),
  },
  {
    name: 'a media type too many is let in',
    ways: ({ requestBody: { content } }) =>
      Object.keys(content).length === 0
        ? []
        : ['application/xml', 'text/plain', '*/*'].map((type) => [
            type,
            (node) => set(type, { schema: {} })(contentOf(node)),
          ]),
  },
  {
    name: 'a body is not read',
    ways: ({ requestBody: { content } }) =>
      Object.keys(content).length > 0 ? [['', (node) => delete node.requestBody]] : [],
  },
  {
    name: 'a status is not declared',
    ways: ({ responses }) =>
      Object.keys(responses).map((status) => [status, (node) => delete (node.responses as Node)[status]]),
  },
  {
    name: 'a success is declared by another status',
    ways: ({ responses }) =>
      Object.keys(responses)
        .filter((status) => status.startsWith('2'))
        .map((status) => [
          status,
          (node) => {
            const all = node.responses as Node;
            all['202'] = all[status];
            delete all[status];
          },
        ]),
  },
  {
    name: 'an operation is not there',
    ways: ({ path, method }) => [['', (_, { paths = {} }) => delete (paths[path] as Node)[method.toLowerCase()]]],
  },
  {
    name: 'an operation has another method',
    ways: ({ path, method }) => [
      [
        '',
        (_, { paths = {} }) => {
          const item = paths[path] as Node;
          item.put = item[method.toLowerCase()];
          delete item[method.toLowerCase()];
        },
      ],
    ],
  },
  {
    name: 'an operation has another path',
    ways: ({ path, method }) => [
      [
        '',
        (_, { paths = {} }) => {
          const item = paths[path] as Node;
          (paths as Node)[`/v2${path}`] = {
            parameters: item.parameters ?? [],
            [method.toLowerCase()]: item[method.toLowerCase()],
          };
          delete item[method.toLowerCase()];
        },
      ],
    ],
  },
  {
    name: 'a query parameter too many is asked for',
    ways: () => [['', (node) => set('parameters', [...((node.parameters as unknown[]) ?? []), extraParameter])(node)]],
  },
];

const extraParameter = { name: 'version', in: 'query', required: true, schema: { type: 'string' } };

/** What is done to one parameter. */
const parameterFaults: readonly {
  name: string;
  fits: (parameter: Node) => boolean;
  change: (parameter: Node) => void;
}[] = [
  { name: 'a parameter has another name', fits: isOptional, change: (node) => set('name', `${node.name}_`)(node) },
  { name: 'a parameter is required', fits: isOptional, change: set('required', true) },
  {
    name: 'a parameter stands elsewhere',
    fits: isOptional,
    change: (node) => set('in', node.in === 'query' ? 'header' : 'query')(node),
  },
];

export const operationKinds: readonly Kind[] = [
  ...faults.map(
    ({ name: kind, ways }): Kind => ({
      name: kind,
      family: 'contract',
      mutants: (contract) =>
        operationsOf(contract).flatMap((operation) =>
          ways(operation).map(([way, change]): Mutant => {
            const { operationId } = operation;
            const at = operationPointer(operation);
            const defect = { in: 'contract', change: (copy: Contract) => change(nodeAt(copy, at), copy) } as const;
            return { kind, place: `${operationId} ${way}`.trimEnd(), operationIds: [operationId], defect };
          }),
        ),
    }),
  ),
  ...parameterFaults.map(
    ({ name: kind, fits, change }): Kind => ({
      name: kind,
      family: 'contract',
      mutants: (contract) =>
        parameterPointers(contract)
          .filter(({ pointer }) => fits(nodeAt(contract, pointer)))
          .map(({ pointer, operationIds }): Mutant => {
            const defect = { in: 'contract', change: (copy: Contract) => change(nodeAt(copy, pointer)) } as const;
            return { kind, place: `${operationIds.join(' ')} ${nodeAt(contract, pointer).name}`, operationIds, defect };
          }),
    }),
  ),
  {
    name: 'a path parameter has another name',
    family: 'contract',
    mutants: (contract) =>
      [...Map.groupBy(operationsOf(contract), ({ path }) => path)]
        .filter(([path]) => path.includes('{'))
        .map(([path, operations]): Mutant => {
          const operationIds = operations.map(({ operationId }) => operationId);
          return {
            kind: 'a path parameter has another name',
            place: path,
            operationIds,
            defect: { in: 'contract', change: (copy) => renamePath(copy, path) },
          };
        }),
  },
];

function renamePath({ paths = {} }: Contract, path: string): void {
  const item = paths[path] as { parameters?: { name: string; in: string }[] };
  for (const parameter of item.parameters ?? []) if (parameter.in === 'path') parameter.name += '_';
  (paths as Node)[path.replaceAll('}', '_}')] = item;
  delete (paths as Node)[path];
}

function nodeAt(contract: Contract, pointer: string): Node {
  return atPointer(contract, pointer) as Node;
}

function contentOf({ requestBody }: Node): Node {
  return (requestBody as { content: Node }).content;
}

/** Whether a parameter may be left out: in a query, or a header. */
function isOptional({ required }: Node): boolean {
  return required !== true;
}

function asksForScheme(option: object): boolean {
  return Object.keys(option).length > 0;
}

function name(option: object): string {
  return Object.keys(option).join(' and ') || 'nothing at all';
}

function scopesOf(security: Operation['security']): string[] {
  return security.flatMap((option) => Object.values(option).flat());
}

function withScopes(security: Operation['security'], change: (scopes: readonly string[]) => string[]) {
  return security.map((option) =>
    Object.fromEntries(Object.entries(option).map(([scheme, scopes]) => [scheme, change(scopes)])),
  );
}
