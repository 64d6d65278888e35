import type { Ledger } from './ledger.ts';

/** What every run is given. */
export interface Run {
  /** Of everything that is chosen by chance. */
  readonly seed: string;
  /** Tells whoever waits how far it is. */
  readonly tell: (progress: string) => void;
}

/** What a run did, in numbers. */
export type Figures = Readonly<Record<string, number>>;

/** @throws everything that was wrong, at once */
export function throwProblems({ problems }: Ledger): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** `FAULTS_SEED`, to have a run again as far as chance goes; another each time without it. */
export function newSeed(): string {
  return process.env.FAULTS_SEED ?? String(Date.now() % 1_000_000);
}

/** Of a run that is over before anybody asks how far it is. */
export function shortRun(): Run {
  return { seed: newSeed(), tell: () => undefined };
}
