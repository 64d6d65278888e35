import type { CoverageRow } from './coverage.ts';
import type { Failure, Report } from './settings.ts';

/** The report for a terminal. */
export function renderText(report: Report): string {
  return [
    ...report.failures.flatMap((failure, index) => [failureText(failure, index + 1), '']),
    table(report),
    '',
    ...missing(report),
    ...report.notes.map((note) => `note: ${note}`),
    ...report.idleExemptions.map(({ place }) => `exempt for nothing: ${place}`),
    summary(report),
  ].join('\n');
}

/** The report for a summary in CI. */
export function renderMarkdown(report: Report): string {
  const rows = lines(report).map((cells) => `| ${cells.join(' | ')} |`);
  const [head = '', ...body] = rows;
  const width = lines(report)[0]?.length ?? 0;
  return [
    `## Contract tests: ${report.failures.length === 0 ? 'passed' : `${report.failures.length} failed`}`,
    '',
    ...report.failures.flatMap((failure) => [
      `### \`${failure.operationId}\` · ${failure.check}${failure.place === '' ? '' : ` · \`${failure.place}\``}`,
      '',
      `Expected ${fenced(failure.expected)}, got ${fenced(failure.actual)}.`,
      '',
      ...(failure.curl.length > 0 ? ['````sh', ...failure.curl, '````', ''] : []),
    ]),
    head,
    `|${' --- |'.repeat(width)}`,
    ...body,
    '',
    ...missing(report).map((line) => `- ${line}`),
    ...report.notes.map((note) => `- note: ${note}`),
    '',
    summary(report),
    '',
  ].join('\n');
}

function failureText({ operationId, check, place, expected, actual, curl, count }: Failure, number: number): string {
  return [
    `${number}) ${[operationId, check, place].filter(Boolean).join(' · ')}${count > 1 ? `  (${count} requests)` : ''}`,
    `   expected ${expected}`,
    `   got      ${actual}`,
    ...curl.map((line) => `   ${line}`),
  ].join('\n');
}

/** Text of a server's answer must not break out of the page. */
function fenced(text: string): string {
  return `\`\` ${text.replaceAll('`', "'").replaceAll('\n', ' ')} \`\``;
}

function table(report: Report): string {
  const all = lines(report);
  const widths = all[0]?.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return all
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One line an operation: which statuses came, and how much of its inputs and outputs was covered. */
function lines({ coverage, failures }: Report): string[][] {
  const groups = Map.groupBy(coverage.rows, ({ operationId }) => operationId);
  const head = ['operation', 'statuses', 'accepted', 'refused', 'seen', 'failures'];
  const body = [...groups].map(([operationId, rows]) => {
    const kind = (name: string) => rows.filter(({ what }) => what.startsWith(`${name} `));
    const statuses = kind('status').map((row) => `${row.what.slice('status '.length)}${mark(row)}`);
    const counts = ['accepted', 'refused', 'seen'].map((name) => ratio(kind(name)));
    const failed = failures.filter((failure) => failure.operationId === operationId).length;
    return [operationId, statuses.join(' '), ...counts, failed > 0 ? String(failed) : ''];
  });
  return [head, ...body];
}

function mark({ isCovered, reason }: CoverageRow): string {
  if (isCovered) return '';
  return reason === undefined ? '✗' : '–';
}

function ratio(rows: readonly CoverageRow[]): string {
  const done = rows.filter(({ isCovered, reason }) => isCovered || reason !== undefined).length;
  return rows.length === 0 ? '' : `${done}/${rows.length}`;
}

function missing({ coverage }: Report): string[] {
  const rows = coverage.rows.filter(({ isCovered, reason }) => !isCovered && reason === undefined);
  const groups = Map.groupBy(rows, ({ operationId }) => operationId);
  return [...groups].map(
    ([operationId, group]) => `not covered: ${operationId} ${group.map(({ what }) => what).join(', ')}`,
  );
}

function summary({ failures, exempted, coverage, counts, seed, time, isInterrupted }: Report): string {
  const { covered, exempt, missing } = coverage;
  return [
    ...(isInterrupted ? ['interrupted:'] : []),
    `${counts.requests} requests to ${counts.operations} operations in ${(time / 1000).toFixed(1)} s (seed ${seed}):`,
    failures.length === 0 ? 'no failure' : `${failures.length} ${failures.length === 1 ? 'failure' : 'failures'}`,
    ...(exempted.length > 0 ? [`(${exempted.length} exempt)`] : []),
    `· coverage ${covered} of ${covered + exempt + missing}${exempt > 0 ? `, ${exempt} exempt` : ''}`,
  ].join(' ');
}
