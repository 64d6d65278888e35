import type { Outcome } from './judge.ts';
import type { Family, Kind } from './mutant.ts';
import { whatWouldCatch } from './survivors.ts';

/** How many mutants of one kind, or of all, were caught. */
export interface Score {
  readonly caught: number;
  /** Those that could be tested. */
  readonly total: number;
  /** Contracts that the service refused to serve, which count neither way. */
  readonly refused: number;
}

/** Below this share of mutants caught, the tests are too weak. */
export const threshold = 0.95;

export function scoreOf(outcomes: readonly Outcome[]): Score {
  const count = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return { caught: count('caught'), total: count('caught') + count('survived'), refused: count('refused') };
}

/** The share that was caught; 0 of none, since nothing was shown. */
export function ratioOf({ caught, total }: Score): number {
  return total === 0 ? 0 : caught / total;
}

const families: readonly Family[] = ['answer', 'service', 'contract'];

/** The report for people: a line for each kind, what survived, and the score. */
export function renderReport(kinds: readonly Kind[], outcomes: readonly Outcome[]): string {
  const lines = families.flatMap((family) => {
    const rows = kinds.filter((kind) => kind.family === family).flatMap(({ name }) => rowOf(name, outcomes));
    return rows.length > 0 ? ['', `${titles[family]}`, ...rows] : [];
  });
  const all = scoreOf(outcomes);
  const survivors = outcomes.filter(({ verdict }) => verdict === 'survived');
  return [
    ...lines,
    '',
    ...(survivors.length > 0 ? ['Survivors', ...survivors.map(survivorLine), ''] : []),
    `${all.caught} of ${all.total} mutants caught: ${percent(ratioOf(all))}` +
      (all.refused > 0 ? `; ${all.refused} more refused at start-up` : ''),
  ].join('\n');
}

const titles: Readonly<Record<Family, string>> = {
  answer: 'Answers altered on their way',
  service: 'A service that does otherwise',
  contract: 'A service that serves another contract',
};

function rowOf(kind: string, outcomes: readonly Outcome[]): string[] {
  const here = outcomes.filter(({ mutant }) => mutant.kind === kind);
  if (here.length === 0) return [];
  const { caught, total, refused } = scoreOf(here);
  const note = refused > 0 ? `  ${refused} refused at start-up` : '';
  return [`  ${caught === total ? '✓' : '✗'} ${kind.padEnd(48)} ${`${caught}/${total}`.padStart(7)}${note}`];
}

function survivorLine(outcome: Outcome): string {
  const { kind, place } = outcome.mutant;
  const isUnreached = outcome.verdict === 'survived' && outcome.reached === false;
  const reason = whatWouldCatch(outcome.mutant) ?? 'unexplained';
  return `  ${kind} (${place})${isUnreached ? ', which no answer of the suite reached' : ''}: ${reason}`;
}

/** Rounded down: what falls short of the threshold must not look as if it met it. */
function percent(ratio: number): string {
  return `${(Math.floor(ratio * 1000) / 10).toFixed(1)} %`;
}
