import type { Mutant } from './mutant.ts';

/** A class of mutants that the suite does not catch, and what would. */
interface Survivors {
  readonly kind: string;
  /** The beginning of the place. */
  readonly place: string;
  readonly wouldCatch: string;
}

const lastUse =
  'a test that waits for the next write of last uses (every 20 s), or a service whose interval a test may set; ' +
  'server/domain/use-log.test.ts holds the log of uses to it';

export const knownSurvivors: readonly Survivors[] = [{ kind: 'uses are never noted', place: '', wouldCatch: lastUse }];

/** What would catch a mutant that survived; undefined if nobody has said so yet. */
export function whatWouldCatch({ kind, place }: Mutant): string | undefined {
  return knownSurvivors.find((known) => known.kind === kind && place.startsWith(known.place))?.wouldCatch;
}
