import type { Mutant } from './mutant.ts';

/** A class of mutants that the suite does not catch, and what would. */
interface Survivors {
  readonly kind: string;
  /** The beginning of the place. */
  readonly place: string;
  readonly wouldCatch: string;
}

export const knownSurvivors: readonly Survivors[] = [];

/** What would catch a mutant that survived; undefined if nobody has said so yet. */
export function whatWouldCatch({ kind, place }: Mutant): string | undefined {
  return knownSurvivors.find((known) => known.kind === kind && place.startsWith(known.place))?.wouldCatch;
}
