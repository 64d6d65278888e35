import type { Quota } from '../domain/rate-limits.ts';

/** Counts calls or failures by name, in windows that begin with the first. Nobody else knows where the counts are. */
export interface Counter {
  readonly quota: Quota;
  /** Counts one. @returns undefined if the quota had room for it, else milliseconds until it has room again */
  add(name: string): Promise<number | undefined>;
  /** The same of the next one, which isn't counted. */
  look(name: string): Promise<number | undefined>;
}

/** Calls are many, and may be counted a little late; failures are few, and never. */
export type Counted = 'calls' | 'failures';

export type CreateCounter = (quota: Quota, counted: Counted) => Counter;

/**
 * As many names as a counter remembers; then it forgets who was quiet longest. Who has more addresses than this gains
 * nothing when one is forgotten: each of the others has a quota, too.
 */
export const namesKept = 10_000;
