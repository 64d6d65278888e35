import type { HouseRules } from './answer-check.ts';
import type { CheckId } from './checks.ts';
import type { Coverage } from './coverage.ts';
import type { Answer, Message } from './exchange.ts';
import type { Exemption } from './exemptions.ts';

/** What the tested server lets in. Whatever is left out is left untried. */
export interface Credentials {
  /** Of whatever scheme has bearer tokens; may do everything. */
  readonly token?: string;
  /** A good token that has no scope which any operation asks for. */
  readonly weakToken?: string;
  /** For a client credentials grant (RFC 6749 §4.4) at the document's `tokenUrl`. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** `user:password`, for schemes that are HTTP Basic. */
  readonly basic?: string;
  /** For `apiKey` schemes, wherever they want it. */
  readonly apiKey?: string;
  /** Sent with every request, but for those that are to have no credentials. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Settings {
  /** Where the server is; a path in it stands before every path of the document. */
  readonly target: string;
  readonly credentials?: Credentials;
  readonly seed?: number;
  /** Operation ids; all if left out. */
  readonly only?: readonly string[];
  readonly skip?: readonly CheckId[];
  readonly enable?: readonly CheckId[];
  /** Property or parameter name to the value that stands for it in valid requests. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Requests at and beyond boundaries, for each operation. */
  readonly maxCasesPerOperation?: number;
  /** Requests with values at random, for each operation. */
  readonly randomCases?: number;
  readonly concurrency?: number;
  /** Requests a second at most. */
  readonly rate?: number;
  /** Milliseconds that the server has for an answer. */
  readonly patience?: number;
  /** Whether to change and delete what this run has not made. */
  readonly allowDestructive?: boolean;
  readonly exemptions?: readonly Exemption[];
  /** What must hold for every answer, in words. */
  readonly houseRules?: HouseRules;
  /** In place of HTTP. */
  readonly send?: (message: Message) => Promise<Answer>;
  /** Ends the run early: nothing more is tried, and what was made is removed. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly operationId: string;
  /** Requests of this operation so far, and in all. */
  readonly done: number;
  readonly total: number;
  readonly failures: number;
}

/** One thing that the server, or the document itself, does wrong. */
export interface Failure {
  readonly operationId: string;
  readonly check: CheckId;
  /** What it is about: `body /name`, `query limit`; empty if about the whole. */
  readonly place: string;
  readonly expected: string;
  /** What came instead. */
  readonly actual: string;
  /** To be pasted into a shell: what has to be set first, a line each, and the call. Empty if there is no call. */
  readonly curl: readonly string[];
  /** How many requests failed alike. */
  readonly count: number;
}

export interface Report {
  readonly failures: readonly Failure[];
  /** Failures that an exemption allows. */
  readonly exempted: readonly Failure[];
  readonly coverage: Coverage;
  /** What could not be tried, and why. */
  readonly notes: readonly string[];
  /** Exemptions that exempt nothing. */
  readonly idleExemptions: readonly Exemption[];
  readonly counts: { readonly operations: number; readonly cases: number; readonly requests: number };
  /** Whether it ended before everything was tried. */
  readonly isInterrupted: boolean;
  /** Gives the same requests again. */
  readonly seed: number;
  /** Milliseconds. */
  readonly time: number;
}
