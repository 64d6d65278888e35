import { randomBytes } from 'node:crypto';

/** In ASCII order, so that strings of one length sort as the numbers they stand for. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The largest multiple of 62 below 256: bytes from there on would favour the first characters. */
const unbiased = 248;

/** Random base62 characters, about 5.95 bits each. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < unbiased && text.length < length) text += alphabet[byte % 62];
    }
  }
  return text;
}

/** A whole number from 0 to 2^53 - 1 in base62, padded with `0` on the left. */
export function toBase62(value: number, length: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = `${alphabet[rest % 62]}${text}`;
  return text.padStart(length, '0');
}
