import type { Request } from 'autocannon';
import type { Expectation } from './expectations.ts';
import type { ServerName, Stage } from './stage.ts';

/** One line of the table: what is called, and what must come back. */
export interface Call {
  readonly id: string;
  readonly title: string;
  readonly server: ServerName;
  readonly expectation: Expectation;
  /** How to call once everything runs. `room` is how many requests the next round may need. */
  prepare(stage: Stage, room: number): PreparedCall | Promise<PreparedCall>;
}

export interface PreparedCall {
  readonly request: Request;
  readonly variants?: Iterator<Request>;
  readonly connections?: number;
  /** Makes sure that the first request did what it should, where the answer alone doesn't tell. */
  readonly prove?: () => Promise<void>;
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
