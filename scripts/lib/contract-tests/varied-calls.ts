import type { Call } from './call.ts';
import { type CaseKit, callsAtRandom, validCalls } from './cases.ts';
import type { Operation } from './contract.ts';

/** Different values to try where the same thing can't be made twice. */
const variety = 20;

/** Valid calls of an operation, each a bit different: the fullest first, in the end ones with values at random. */
export function* variedCalls(kit: CaseKit, operation: Operation): Generator<Call> {
  const calls = validCalls(kit, operation);
  // What is kept of the fullest shows most.
  yield* calls.toReversed().slice(0, 3);
  const [base] = calls;
  if (!base) return;
  for (const call of callsAtRandom(kit, base, variety, kit.seed + 1)) {
    if (kit.requests.misfits(call).length === 0) yield call;
  }
}
