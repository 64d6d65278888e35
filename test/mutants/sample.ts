import { createHash } from 'node:crypto';
import type { Mutant } from './mutant.ts';

/** At most so many of the mutants of one kind, the same ones for the same seed, in their order. */
export function sample(mutants: readonly Mutant[], most: number, seed: number): Mutant[] {
  const lot = ({ kind, place }: Mutant) => createHash('sha256').update(`${seed} ${kind} ${place}`).digest('hex');
  const drawn = mutants
    .map((mutant) => ({ mutant, lot: lot(mutant) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, most)
    .map(({ mutant }) => mutant);
  return mutants.filter((mutant) => drawn.includes(mutant));
}
