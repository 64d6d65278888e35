import { randomBase62, toBase62 } from './base62.ts';

/** 62^8 milliseconds last until the year 8888. */
const timeLength = 8;
/** Tells which of one millisecond was made first: a clock can stand still for several. */
const sequenceLength = 2;
const lastSequence = 62 ** sequenceLength - 1;
/** 71 random bits: two ids of the same millisecond don't meet, wherever they were made. */
const randomLength = 12;

const latest = { time: 0, sequence: 0 };

export type IdPrefix = 'key_' | 'sec_' | 'org_' | 'aud_';

/**
 * An id that is never used again: prefix, then 22 characters of `[A-Za-z0-9]`. Ids sort by the time they were made, those
 * that one process makes in one millisecond by their order.
 */
export function newId(prefix: IdPrefix, now: number): string {
  latest.sequence = now === latest.time ? Math.min(latest.sequence + 1, lastSequence) : 0;
  latest.time = now;
  return prefix + toBase62(now, timeLength) + toBase62(latest.sequence, sequenceLength) + randomBase62(randomLength);
}

/** Whether a string could be a client id. What can't be one need not be looked up. */
export function isClientId(text: string): boolean {
  return /^[A-Za-z0-9_]{1,128}$/.test(text);
}
