import { styleText } from 'node:util';
import type { Impact } from './change.ts';
import type { Verdict } from './gate.ts';
import { grouped, type ShownChange, sentenceOf, summaryOf, versionsOf } from './groups.ts';

type Format = Parameters<typeof styleText>[0];

const formats: Record<Impact, Format> = { major: 'red', minor: 'green', patch: 'dim', none: 'dim' };

/** Colours only where standard output is a terminal and NO_COLOR is not set. */
const coloured = (format: Format, text: string) => styleText(format, text, { stream: process.stdout });

/** The verdict for people at a terminal. */
export function asText(verdict: Verdict): string {
  const { spec, base, failures, warnings, passed, impact } = verdict;
  const lines = [`${spec} against ${base} · ${versionsOf(verdict)}`, ''];
  for (const [heading, changes] of grouped(verdict.changes)) {
    lines.push(coloured('bold', heading), ...changes.flatMap(linesOf), '');
  }
  lines.push(summaryOf(verdict), ...warnings.map((warning) => `${coloured('yellow', 'Warning:')} ${warning}`));
  if (passed) lines.push(coloured('green', impact === 'major' ? 'Breaking, and told or allowed.' : 'Nothing breaks.'));
  else lines.push(...failures.map((failure) => coloured('red', failure)));
  return lines.join('\n');
}

function linesOf(change: ShownChange): string[] {
  const { impact, source, id, allowed } = change;
  const indent = ' '.repeat(8);
  return [
    `  ${coloured(formats[impact], impact)} ${sentenceOf(change)}`,
    `${indent}${coloured('dim', [source, id].filter(Boolean).join('  '))}`,
    ...(allowed ? [`${indent}allowed until ${allowed.expires}: ${allowed.reason}`] : []),
  ];
}
