import type { SecretDigest } from './secrets.ts';

/** Times are milliseconds since 1970 (UTC). */
export interface Organization {
  readonly organizationId: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface ApiKey {
  readonly organizationId: string;
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: number;
  /** Client id of the key that made this one, or `bootstrap`, or `admin`. */
  readonly createdBy: string;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  /** 1 for a new key, and one more with every change; last use is none. */
  readonly revision: number;
  /** Tokens of an earlier one are dead: one more when the key is disabled, or prolonged after its end. 0 for a new key. */
  readonly tokenGeneration: number;
}

export interface Secret extends SecretDigest {
  readonly secretId: string;
  readonly clientId: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

export interface KeyWithSecrets {
  readonly key: ApiKey;
  readonly secrets: readonly Secret[];
}

/** What is kept of a revoked token until it would have expired. */
export interface RevokedToken {
  readonly organizationId: string;
  readonly tokenId: string;
  readonly expiresAt: number;
}

/** An answer that may be asked for again for a while (`Idempotency-Key`). */
export interface StoredAnswer {
  /** Stands for the caller and the key that it chose. */
  readonly answerId: string;
  /** Stands for what was asked. */
  readonly fingerprint: string;
  readonly sealedAnswer: Buffer;
  readonly expiresAt: number;
}

/** Signs access tokens. The private half is encrypted before it comes near the store. */
export interface SigningKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  readonly encryptedPrivateKey: Buffer;
  readonly createdAt: number;
  /** It is published before, so that whoever verifies knows it by then. */
  readonly signsFrom: number;
}

/** An EC public key on P-256 (RFC 7518 §6.2). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** Whether a key or secret works at this time. */
export function isLive(
  { expiresAt, enabled = true }: { expiresAt: number | null; enabled?: boolean },
  now: number,
): boolean {
  return enabled && (expiresAt === null || expiresAt > now);
}
