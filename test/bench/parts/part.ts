import type { RoundSettings } from '../lib/rounds.ts';

/** A bench of its own: some servers, what is measured of them, and how it is told. */
export interface Part {
  /** For the help text. */
  readonly summary: string;
  /** Of the calls that may be chosen from. */
  readonly calls?: readonly { readonly id: string }[];
  measure(settings: PartSettings): Promise<Outcome>;
}

export interface PartSettings extends RoundSettings {
  /** Ids of calls; all of them if empty. */
  readonly only: readonly string[];
  /** As many keys as are stored at most, where their number is varied. */
  readonly keys: number;
}

export interface Outcome {
  readonly report: object;
  /** The same for people. */
  readonly text: string;
}

export function chosen<Call extends { id: string }>(calls: readonly Call[], only: readonly string[]): Call[] {
  return calls.filter(({ id }) => only.length === 0 || only.includes(id));
}
