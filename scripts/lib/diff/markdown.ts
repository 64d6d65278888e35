import type { Verdict } from './gate.ts';
import { grouped, type ShownChange, sentenceOf, summaryOf, versionsOf } from './groups.ts';

/** A comment's limit on GitHub is 65,536 characters; a table that long is read by nobody. */
const mostRows = 200;

const signs = { major: '🔴 major', minor: '🟢 minor', patch: '⚪ patch', none: '' };

/** The verdict for a pull request. */
export function asMarkdown(verdict: Verdict): string {
  const { spec, base, failures, warnings, passed, changes } = verdict;
  const shown = changes.slice(0, mostRows);
  return [
    `### ${passed ? '✅' : '❌'} Contract: ${verdict.impact === 'none' ? 'no difference' : verdict.impact}`,
    '',
    `${code(spec)} against ${code(base)} · ${versionsOf(verdict)} · ${summaryOf(verdict)}`,
    '',
    ...[...failures, ...warnings].map((line) => `> ${escaped(line)}\n`),
    ...(shown.length > 0 ? ['| | Change | Where |', '| --- | --- | --- |'] : []),
    ...[...grouped(shown)].flatMap(([heading, list]) => [`| | **${escaped(heading)}** | |`, ...list.map(row)]),
    ...(changes.length > shown.length ? ['', `… and ${changes.length - shown.length} more.`] : []),
    '',
  ].join('\n');
}

function row(change: ShownChange): string {
  const { allowed, impact, source, id } = change;
  const note = allowed ? `<br>Allowed until ${allowed.expires}: ${escaped(allowed.reason)}` : '';
  const where = [source, id].filter((text) => text !== undefined).map(code);
  return `| ${signs[impact]} | ${escaped(sentenceOf(change))}${note} | ${where.join('<br>')} |`;
}

const code = (text: string) => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;

/** Backticks stay: they mark names. Everything else that Markdown or a table would take for its own is escaped. */
const escaped = (text: string) =>
  text
    .replace(/[|<>*_[\]@#\\]/g, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : `\\${mark}`))
    .replaceAll('\n', ' ');
