import type { Contract } from '../contract.ts';
import { eachOperation, type OpenApiDocument, type Response, resolve } from '../document.ts';
import { render } from '../generate.ts';
import { type OperationTable, operationTable } from '../operations.ts';
import { possibleCalls, renderClient } from './client.ts';
import { exampleAnswer } from './examples.ts';
import { type Claim, findFitting } from './fitting.ts';
import { type HandlerPlan, renderHandlers } from './handlers.ts';
import { carriersOf, renderSecurity } from './security.ts';
import { readTemplate } from './template.ts';
import type { Files } from './write.ts';

/** What is the same for every contract. */
const alike = [
  'tsconfig.json',
  '.gitignore',
  'server/app.ts',
  'server/dev.ts',
  'server/errors.ts',
  'server/log.ts',
  'server/main.ts',
];

export interface Project {
  readonly files: Files;
  /** How many operations there are, and how many answer with an example. */
  readonly operations: number;
  readonly answering: number;
  /** Operations that can be refused by a status that they don't declare. */
  readonly undeclared: readonly string[];
  /** Operations that need several security schemes at once: the edge serves no contract that has such. */
  readonly unserved: readonly string[];
}

/** Everything but package.json of a project that serves a contract. Writes nothing. */
export async function planProject(contract: Contract): Promise<Project> {
  const { document } = contract;
  const generated = await render(contract);
  const table = operationTable(document);
  const carriers = carriersOf(document, table);

  const drafts = draftHandlers(document).map((plan) => ({ plan, claims: claimsOf(plan) }));
  const calls = [...possibleCalls(document, table)];
  const claims = [...drafts.flatMap(({ claims }) => claims), ...calls.map(({ claim }) => claim)];
  const fitting = findFitting(generated.get('types.ts') ?? '', claims);
  const plans = drafts.map(({ plan, claims }) =>
    claims.every((claim) => fitting.has(claim)) ? plan : { ...plan, answer: undefined },
  );
  const answering = plans.filter(({ answer }) => answer).map(({ id }) => id);
  const possible = calls.filter(({ claim }) => fitting.has(claim));
  const call = possible.find(({ id }) => answering.includes(id)) ?? possible[0];

  const sent = call?.schemes.map((scheme) => carriers.get(scheme)?.send).find((send) => send !== undefined);
  return {
    files: new Map([
      ...alike.map((file) => [file, readTemplate(`${file}.txt`)] as const),
      [
        'server/error-form.ts',
        readTemplate(usesProblemDetails(document) ? 'problem-details.ts.txt' : 'plain-errors.ts.txt'),
      ],
      ['server/handlers.ts', renderHandlers(plans)],
      ['server/security.ts', renderSecurity(carriers)],
      ['client/example.ts', renderClient(`http://localhost:8080${basePath(document)}`, call, sent)],
      ...[...generated].map(([file, text]) => [`generated/${file}`, text] as const),
    ]),
    operations: plans.length,
    answering: answering.length,
    undeclared: undeclaredRefusals(table),
    unserved: Object.entries(table)
      .filter(([, { security }]) => security.some((option) => Object.keys(option).length > 1))
      .map(([id]) => id),
  };
}

function draftHandlers(document: OpenApiDocument): HandlerPlan[] {
  return [...eachOperation(document)].map(({ path, method, operation }) => {
    const { operationId: id = '', summary = '' } = operation as typeof operation & { summary?: string };
    return { id, method, path, summary, answer: exampleAnswer(document, operation) };
  });
}

/** What must hold for a handler that returns its example to compile. */
function claimsOf({ id, answer }: HandlerPlan): Claim[] {
  if (!answer) return [];
  const response = `operations[${JSON.stringify(id)}]['responses'][${Number(answer.status)}]`;
  return [
    { type: `${response}['content'][${JSON.stringify(answer.mediaType)}]`, value: answer.body },
    { type: `${response}['headers']`, value: answer.headers },
  ];
}

function usesProblemDetails(document: OpenApiDocument): boolean {
  return [...eachOperation(document)].some(({ operation }) =>
    Object.values(operation.responses ?? {}).some(
      (response) => 'application/problem+json' in (resolve<Response>(document, response).content ?? {}),
    ),
  );
}

/** What the contract's server says of paths: the validator expects them below it. */
function basePath({ servers = [] }: OpenApiDocument): string {
  const [server] = servers as { url: string; variables?: Record<string, { default: string }> }[];
  const url = (server?.url ?? '').replace(/\{([^}]+)\}/g, (_, name) => server?.variables?.[name]?.default ?? name);
  const { pathname } = URL.parse(url, 'http://localhost') ?? { pathname: '/' };
  return pathname.replace(/\/+$/, '').replaceAll("'", '%27');
}

/** Operations that can be refused with 400 or 401 and declare neither that, nor `4XX`, nor `default`. */
function undeclaredRefusals(table: OperationTable): string[] {
  const isSecured = (security: readonly object[]) =>
    security.length > 0 && security.every((option) => Object.keys(option).length > 0);
  return Object.entries(table)
    .filter(([, { security, parameters, body, responses }]) => {
      const refusals = [
        ...(isSecured(security) ? ['401'] : []),
        ...(body || Object.values(parameters).flat().length > 0 ? ['400'] : []),
      ];
      return refusals.some((status) => !(status in responses || '4XX' in responses || 'default' in responses));
    })
    .map(([id]) => id);
}
