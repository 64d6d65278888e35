import { type Difference, isKnown, knownDifferences, type MockName } from '../differences.ts';

const mocks: readonly MockName[] = ['stateful mock', 'plain Prism'];

/** The table: what server and mocks do, where they differ, and why that is allowed. */
export function fidelityTable(differences: readonly Difference[], cases: number): string {
  const groups = Map.groupBy(
    differences,
    (one) => knownDifferences.find((known) => isKnown(one, known))?.reason ?? 'UNEXPLAINED',
  );
  const rows = [...groups].map(([reason, group]) => [
    placesOf(group),
    'as declared',
    ...mocks.map((mock) => deedsOf(group.filter(({ target }) => target === mock))),
    reason,
  ]);
  const table = [['answer', 'server', ...mocks, 'why that is allowed'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
  const counts = mocks.map((mock) => `${mock} ${differingCases(differences, mock)}`).join(', ');
  return [`Of ${cases} answers differ: ${counts}`, ...lines].join('\n');
}

function differingCases(differences: readonly Difference[], mock: MockName): number {
  return new Set(differences.filter(({ target }) => target === mock).map(nameOf)).size;
}

function nameOf({ asked, operationId, status, example }: Difference): string {
  return `${operationId} ${status} ${example}${asked ? ' (asked for)' : ''}`;
}

function placesOf(group: readonly Difference[]): string {
  const places = [
    ...new Set(group.map(({ operationId, status, example }) => `${operationId} ${status} ${example}`.trim())),
  ];
  return places.length > 1 ? `${places[0]} and ${places.length - 1} more` : (places[0] ?? '');
}

/** What a mock does, without the bodies. */
function deedsOf(group: readonly Difference[]): string {
  const deeds = new Set(group.map(({ does }) => does.replace(/:.*$/s, '').replace(/, (not|in its).*$/, '')));
  return [...deeds].join(', ') || 'as declared';
}
