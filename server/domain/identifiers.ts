import { randomBase62, toBase62 } from './base62.ts';

/** 62^8 milliseconds last until the year 8888. */
const timeLength = 8;
/** 83 random bits: two ids of the same millisecond don't meet. */
const randomLength = 14;

export type IdPrefix = 'key_' | 'sec_' | 'org_' | 'aud_';

/** An id that is never used again and sorts by the time it was made: prefix, then 22 characters of `[A-Za-z0-9]`. */
export function newId(prefix: IdPrefix, now: number): string {
  return prefix + toBase62(now, timeLength) + randomBase62(randomLength);
}

/** Whether a string could be a client id. What can't be one need not be looked up. */
export function isClientId(text: string): boolean {
  return /^[A-Za-z0-9_]{1,128}$/.test(text);
}
