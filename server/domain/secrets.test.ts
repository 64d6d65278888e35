import { expect, test } from 'vitest';
import { createSecretHasher, deriveKey, isWellFormedSecret, keyName, newSecret } from './secrets.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const hasher = createSecretHasher(Buffer.alloc(32, 1));

test('a new secret is lks_, 30 random characters and 6 of their checksum', () => {
  const secrets = Array.from({ length: 200 }, newSecret);
  for (const secret of secrets) expect(secret).toMatch(/^lks_[0-9A-Za-z]{36}$/);
  expect(new Set(secrets).size).toBe(200);
  expect(secrets.every(isWellFormedSecret)).toBe(true);
});

test('the checksum is the CRC-32 of the random part, in base62: any scanner can recompute it', () => {
  const random = 'aZ09'.repeat(8).slice(2);
  expect(isWellFormedSecret(`lks_${random}${toBase62(crc32(random))}`)).toBe(true);
});

test('every typo of one character is noticed', () => {
  const secret = newSecret();
  for (let place = 4; place < secret.length; place++) {
    for (const character of base62) {
      const typo = secret.slice(0, place) + character + secret.slice(place + 1);
      expect(isWellFormedSecret(typo), typo).toBe(typo === secret);
    }
  }
});

test('a secret that was cut, lengthened or had two neighbours swapped is noticed', () => {
  const secret = newSecret();
  for (let length = 4; length < secret.length; length++)
    expect(isWellFormedSecret(secret.slice(0, length))).toBe(false);
  for (const longer of [`${secret}0`, `${secret} `]) expect(isWellFormedSecret(longer)).toBe(false);
  for (let place = 4; place < secret.length - 1; place++) {
    const [one, other] = [secret.charAt(place), secret.charAt(place + 1)];
    const swapped = secret.slice(0, place) + other + one + secret.slice(place + 2);
    expect(isWellFormedSecret(swapped), swapped).toBe(one === other);
  }
});

test('a secret without the prefix was given by an operator and has no checksum', () => {
  expect(isWellFormedSecret('x'.repeat(32))).toBe(true);
});

test('the digest is the client’s own, 32 bytes, and names its key', () => {
  const [one, other] = [hasher.digest('key_1', 'secret'), hasher.digest('key_2', 'secret')];
  expect(one.digest).toHaveLength(32);
  expect(one.digest).not.toEqual(other.digest);
  expect(one).toEqual(hasher.digest('key_1', 'secret'));
  expect(one.digestKey).toBe(other.digestKey);
  expect(one.digestKey).toHaveLength(8);
});

test('client id and secret can’t be shifted into each other', () => {
  expect(hasher.digest('key_1', '2x').digest).not.toEqual(hasher.digest('key_12', 'x').digest);
});

test('finds which of up to five secrets it is, or none', () => {
  const candidates = ['a', 'b', 'c', 'd', 'e'].map((secret) => hasher.digest('key_1', secret));
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((secret) => hasher.matches('key_1', secret, candidates))).toEqual([
    0, 1, 2, 3, 4, -1,
  ]);
  expect(hasher.matches('key_1', 'a', [])).toBe(-1);
  expect(hasher.matches('key_2', 'a', candidates)).toBe(-1);
});

test('under another service secret nothing matches', () => {
  const other = createSecretHasher(Buffer.alloc(32, 2));
  expect(other.matches('key_1', 'a', [hasher.digest('key_1', 'a')])).toBe(-1);
  expect(other.digest('key_1', 'a').digestKey).not.toBe(hasher.digest('key_1', 'a').digestKey);
});

test('a digest whose key has another name does not match, though its bytes do', () => {
  expect(hasher.matches('key_1', 'a', [{ ...hasher.digest('key_1', 'a'), digestKey: 'another' }])).toBe(-1);
});

test('each purpose has a key of its own, and a key’s name does not hold the key', () => {
  const [one, other] = ['secret-digest', 'signing-key'].map((purpose) => deriveKey(Buffer.alloc(32, 1), purpose));
  expect(one).not.toEqual(other);
  expect(one).toHaveLength(32);
  expect(one?.toString('base64url')).not.toContain(keyName(one ?? Buffer.alloc(0)));
});

/** The textbook's, bit by bit: independent of the one under test. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function toBase62(value: number): string {
  const digits = [5, 4, 3, 2, 1, 0].map((place) => base62[Math.floor(value / 62 ** place) % 62]);
  return digits.join('');
}
