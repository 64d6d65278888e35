import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from './base62.ts';

const prefix = 'lks_';
const randomLength = 30;
const checksumLength = 6;

/**
 * A new client secret: `lks_`, 30 random base62 characters (178 bits), and 6 of their CRC-32, by which scanners
 * recognise a leaked one.
 */
export function newSecret(): string {
  const random = randomBase62(randomLength);
  return prefix + random + checksum(random);
}

/** False for a secret that was mistyped or cut. Secrets without the prefix were given by an operator and have no checksum. */
export function isWellFormedSecret(secret: string): boolean {
  if (!secret.startsWith(prefix)) return true;
  const random = secret.slice(prefix.length, prefix.length + randomLength);
  return secret.slice(prefix.length + randomLength) === checksum(random);
}

function checksum(text: string): string {
  return toBase62(crc32(text), checksumLength);
}

/** What is stored of a secret. */
export interface SecretDigest {
  readonly digest: Buffer;
  /** Names the key that the digest was made with. */
  readonly digestKey: string;
}

export interface SecretHasher {
  /** The digest of a secret of this client; another client's same secret has another. */
  digest(clientId: string, secret: string): SecretDigest;
  /** The index of the candidate that the secret fits, or -1. Takes the same time whichever it is. */
  matches(clientId: string, secret: string, candidates: readonly SecretDigest[]): number;
}

/** A key has at most so many secrets; that many are compared, always. */
export const maxSecrets = 5;

/**
 * HMAC-SHA-256 under a key derived from the service's secret, which never enters the database: who steals the
 * database can't even guess. No slow hash: a secret has full entropy, and a slow hash is a free denial of service.
 *
 * @param serviceSecret at least 32 bytes
 */
export function createSecretHasher(serviceSecret: Uint8Array): SecretHasher {
  const key = deriveKey(serviceSecret, 'secret-digest');
  const digestKey = keyName(key);
  const noDigest = Buffer.alloc(32);

  const digest = (clientId: string, secret: string): SecretDigest => ({
    digest: createHmac('sha256', key).update(`${clientId}\0${secret}`).digest(),
    digestKey,
  });

  return {
    digest,
    matches(clientId, secret, candidates) {
      const presented = digest(clientId, secret).digest;
      let found = -1;
      for (let index = 0; index < maxSecrets; index++) {
        const candidate = candidates[index];
        const isSame = timingSafeEqual(presented, candidate?.digest ?? noDigest);
        if (isSame && candidate?.digestKey === digestKey) found = index;
      }
      return found;
    },
  };
}

/** A key of 32 bytes for one purpose (HKDF, RFC 5869). */
export function deriveKey(serviceSecret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', serviceSecret, '', `latchkey/${purpose}/v1`, 32));
}

/** A short public name for a key, which tells nothing of it. */
export function keyName(key: Buffer): string {
  return createHmac('sha256', key).update('name').digest('base64url').slice(0, 8);
}
