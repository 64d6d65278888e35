import type { AuditEntry } from './audit.ts';
import type { ApiKey } from './model.ts';

/** A place in a list that is sorted by time, then id: just behind this item. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

/** Which keys, and which part of the list. What is undefined lets everything through; filters are joined by "and". */
export interface KeyQuery {
  readonly limit: number;
  /** Keys to pass over, counted from `after`. */
  readonly offset: number;
  readonly after?: Cursor | undefined;
  /** The beginning of the name. */
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly expiresBefore?: number | undefined;
  /** Keys that were never used count. */
  readonly lastUsedBefore?: number | undefined;
}

export interface KeyPage {
  readonly keys: readonly ApiKey[];
  /** Without a filter, how many keys the organization has; with one, how many it lets through, up to `countCap`. */
  readonly total: number;
  /** Whether there are more than `total`. */
  readonly totalIsCapped: boolean;
  readonly hasMore: boolean;
}

/** Matches are counted as far as this, so that no list costs more than that. */
export const countCap = 10_000;

export interface AuditQuery {
  readonly limit: number;
  readonly after?: Cursor | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
}

export interface AuditPage {
  /** The newest first. */
  readonly entries: readonly AuditEntry[];
  readonly hasMore: boolean;
}

/** `MILLISECONDS.ID` */
export function writeCursor({ at, id }: Cursor): string {
  return `${at}.${id}`;
}

/** @param text as the contract's pattern has it */
export function readCursor(text: string): Cursor {
  const dot = text.indexOf('.');
  return { at: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
}
