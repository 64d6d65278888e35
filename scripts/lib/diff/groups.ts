import type { Verdict } from './gate.ts';

export type ShownChange = Verdict['changes'][number];

/** Changes by the operations that they concern, in the order of the list: the gravest first. */
export function grouped(changes: readonly ShownChange[]): Map<string, ShownChange[]> {
  return Map.groupBy(changes, ({ operations }) => headingFor(operations));
}

/** How many operations a heading names before it counts the others. */
const named = 3;

function headingFor(operations: readonly string[]): string {
  if (operations.length === 0) return 'The whole document';
  const first = operations.slice(0, named).join(', ');
  return operations.length > named ? `${first} and ${operations.length - named} more` : first;
}

export function sentenceOf({ where, what, consequence }: ShownChange): string {
  return printable(`${where === '' ? '' : `${where}: `}${what}. ${consequence}`);
}

export function summaryOf({ changes, impact }: Verdict): string {
  if (impact === 'none') return 'No difference.';
  const counts = (['major', 'minor', 'patch'] as const).map(
    (one) => `${changes.filter((change) => change.impact === one).length} ${one}`,
  );
  return `${counts.join(', ')}.`;
}

export function versionsOf({ versions: { base, revision } }: Verdict): string {
  if (base === undefined) return `info.version ${revision}, the first`;
  return base === revision ? `info.version ${base}` : `info.version ${base} → ${revision}`;
}

/** What a document's author wrote must not steer the terminal of its reader. */
const printable = (text: string) => text.replace(/\p{Cc}/gu, ' ');
