import type { Case } from './cases.ts';
import { exampleNames, type Operation, successOf } from './document.ts';

/** A declared status, with one of its examples, or with an example of the request that leads to it. */
export interface Row {
  readonly operationId: string;
  readonly status: number;
  readonly example: string;
}

/** A row that need not be brought about. */
export interface Exemption extends Row {
  readonly reason: string;
}

/** Nothing is exempt. An entry needs a reason that convinces a reviewer. */
export const exemptions: readonly Exemption[] = [];

/** Everything that the contract promises: operation × status × example, and each example of a request. */
export function rowsOf(operations: readonly Operation[]): Row[] {
  return operations.flatMap((operation) => {
    const { operationId, responses, requestBody } = operation;
    const requests = Object.values(requestBody.content).flatMap(({ examples = {} }) => Object.keys(examples));
    return [
      ...requests.map((name) => ({ operationId, status: successOf(operation), example: sent(name) })),
      ...Object.entries(responses).flatMap(([status, response]) =>
        atLeastOne(exampleNames(response)).map((example) => ({ operationId, status: Number(status), example })),
      ),
    ];
  });
}

/** The rows that a case covers. */
export function rowsOfCase({ operationId, status, example, request }: Case): Row[] {
  const row = { operationId, status, example };
  return request === undefined ? [row] : [row, { ...row, example: sent(request) }];
}

/** What is wrong with the coverage, a line each; nothing, if it is complete. */
export function coverageGaps(rows: readonly Row[], covered: readonly Row[], exempt: readonly Exemption[]): string[] {
  const isIn = (list: readonly Row[]) => (row: Row) => list.some((other) => keyOf(other) === keyOf(row));
  const needed = rows.filter((row) => !isIn(covered)(row) && !isIn(exempt)(row));
  return [
    ...needed.map((row) => `not covered: ${keyOf(row)}`),
    ...covered.filter((row) => !isIn(rows)(row)).map((row) => `not in the contract: ${keyOf(row)}`),
    ...exempt.filter((row) => !isIn(rows)(row) || isIn(covered)(row)).map((row) => `exempt for nothing: ${keyOf(row)}`),
    ...exempt.filter(({ reason }) => reason.trim() === '').map((row) => `exempt without a reason: ${keyOf(row)}`),
  ];
}

/** The table, a line for each operation and status. */
export function coverageTable(rows: readonly Row[], covered: readonly Row[], exempt: readonly Exemption[]): string {
  const lines = Map.groupBy(rows, ({ operationId, status }) => `${operationId.padEnd(20)} ${status} `);
  const isIn = (list: readonly Row[], row: Row) => list.some((other) => keyOf(other) === keyOf(row));
  const mark = (row: Row) => (isIn(covered, row) ? '✓' : isIn(exempt, row) ? 'exempt' : '✗ MISSING');
  const done = rows.filter((row) => isIn(covered, row)).length;
  return [
    'operation            status, examples',
    ...[...lines].map(
      ([start, group]) => start + group.map((row) => `${row.example || 'no body'} ${mark(row)}`).join(', '),
    ),
    `${done} of ${rows.length} covered, ${exempt.length} exempt`,
  ].join('\n');
}

function keyOf({ operationId, status, example }: Row): string {
  return `${operationId} ${status} ${example}`.trimEnd();
}

function sent(request: string): string {
  return `→${request}`;
}

/** An answer without examples is a row too. */
function atLeastOne(names: readonly string[]): readonly string[] {
  return names.length > 0 ? names : [''];
}
