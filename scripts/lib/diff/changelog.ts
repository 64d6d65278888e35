import type { Verdict } from './gate.ts';
import { grouped, type ShownChange, sentenceOf } from './groups.ts';

const begin = '<!-- contract: written by `npm run diff -- --changelog`; edits between these lines are lost -->';
const end = '<!-- contract: end -->';

/**
 * A changelog with what callers and clients will notice, under the new version if it has a section, else under
 * "Unreleased". What was written there by an earlier run is replaced; no other text is touched.
 *
 * @param text the file; empty if there is none
 * @throws if the lines that mark our part are damaged, or there are two
 */
export function withChanges(text: string, verdict: Verdict): string {
  const feed = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const block = blockFor(verdict);
  const { base, revision } = verdict.versions;
  // Below the version that was compared with, all is released.
  const { start, stop } = sectionOf(lines, base === revision ? ['Unreleased'] : [revision, 'Unreleased']);
  if (start === -1 && block.length === 0) return text;
  if (start === -1) return withSection(lines, block).join(feed);

  const section = lines.slice(start + 1, stop);
  const [from, to] = [section.indexOf(begin), section.indexOf(end)];
  if ((from === -1) !== (to === -1) || to < from || section.indexOf(begin, from + 1) > from) {
    throw new Error('The lines that mark the contract’s part of the changelog are damaged: mend or remove them.');
  }
  const others = from === -1 ? section : [...section.slice(0, from), ...section.slice(to + 1)];
  const replaced =
    from === -1 ? placed(others, block) : [...section.slice(0, from), ...block, ...section.slice(to + 1)];
  return [...lines.slice(0, start + 1), ...replaced, ...lines.slice(stop)].join(feed);
}

/** After all that the section says already, with an empty line before and after. */
function placed(section: string[], block: string[]): string[] {
  if (block.length === 0) return section;
  const last = section.findLastIndex((line) => line.trim() !== '');
  return [...section.slice(0, last + 1), '', ...block, '', ...section.slice(last + 1).slice(1)];
}

function sectionOf(lines: readonly string[], names: readonly string[]) {
  const isHeading = (line: string, name: string) =>
    /^## \[?v?([^\]\s]+)/i.exec(line)?.[1]?.toLowerCase() === name.toLowerCase();
  const start = names.map((name) => lines.findIndex((line) => isHeading(line, name))).find((at) => at >= 0);
  if (start === undefined) return { start: -1, stop: -1 };
  const next = lines.findIndex((line, index) => index > start && /^(## |\[[^\]]+\]: )/.test(line));
  return { start, stop: next === -1 ? lines.length : next };
}

/** A new section above all others. */
function withSection(lines: readonly string[], block: readonly string[]): string[] {
  const first = lines.findIndex((line) => /^## /.test(line));
  const head = first === -1 ? lines : lines.slice(0, first);
  const title = head.some((line) => line.trim() !== '') ? [...trimmed(head), ''] : ['# Changelog', ''];
  const rest = first === -1 ? [] : lines.slice(first);
  return [...title, '## Unreleased', '', ...block, '', ...rest];
}

const trimmed = (lines: readonly string[]) => lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);

const titles = { major: '### Breaking changes of the contract', minor: '### New in the contract' } as const;

/** Nothing, if nobody will notice anything. */
function blockFor({ changes }: Verdict): string[] {
  const parts = (['major', 'minor'] as const).flatMap((impact) => {
    const list = changes.filter((change) => change.impact === impact);
    return list.length > 0
      ? ['', titles[impact], '', ...[...grouped(list)].flatMap(([heading, some]) => itemsOf(heading, some))]
      : [];
  });
  return parts.length > 0 ? [begin, ...parts.slice(1), '', end] : [];
}

const itemsOf = (heading: string, changes: readonly ShownChange[]) =>
  changes.map((change) => `- ${heading === 'The whole document' ? '' : `\`${heading}\`: `}${sentenceOf(change)}`);
