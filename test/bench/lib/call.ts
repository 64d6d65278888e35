import type { Request } from 'autocannon';
import type { CpuReader } from './cpu.ts';
import type { Expectation } from './expectations.ts';

/** What is asked of a server, whichever it is, and what must come back. */
export interface Call<Server> {
  readonly expectation: Expectation;
  /** How to call once it runs. `room` is how many requests the next round may need. */
  prepare(server: Server, room: number): PreparedCall | Promise<PreparedCall>;
}

export interface PreparedCall {
  readonly request: Request;
  readonly variants?: Iterator<Request>;
  readonly connections?: number;
  /** Makes sure that the first request did what it should, where the answer alone doesn't tell. */
  readonly prove?: () => Promise<void>;
  /** Takes back what the requests did, so that what is measured next finds the same. */
  readonly cleanUp?: () => Promise<void>;
}

/** One line of a table: a call of servers that run. */
export interface Line {
  readonly id: string;
  readonly title: string;
  /** The load is spread over them. */
  readonly urls: readonly string[];
  readonly expectation: Expectation;
  prepare(room: number): PreparedCall | Promise<PreparedCall>;
  /** Where the CPU time of those who answer is wanted, too. */
  readonly cpu?: CpuReader;
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
