import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { jwsHeaderOf } from './jwt.ts';
import type { PublicJwk, SigningKey } from './model.ts';
import { seal, unseal } from './sealing.ts';
import { deriveKey } from './secrets.ts';

/** A signing key that is ready for use. */
export interface OpenSigningKey {
  readonly kid: string;
  readonly signsFrom: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Of the tokens that it signs, encoded (RFC 7515 §4). */
  readonly jwsHeader: string;
}

/** Thrown when a stored signing key was encrypted under another service secret. */
export class WrongServiceSecret extends Error {
  constructor() {
    super('LATCHKEY_SECRET is not the one that this database was made with');
    this.name = 'WrongServiceSecret';
  }
}

/**
 * A new P-256 key pair, its private half encrypted for the store (AES-256-GCM); `kid` is its RFC 7638 thumbprint.
 *
 * @param createdAt milliseconds since 1970, as is `signsFrom`
 */
export async function newSigningKey(
  serviceSecret: Uint8Array,
  createdAt: number,
  signsFrom = createdAt,
): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  const kid = await calculateJwkThumbprint(publicJwk);
  const plain = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    kid,
    publicJwk,
    encryptedPrivateKey: seal(sealingKey(serviceSecret), kid, plain),
    createdAt,
    signsFrom,
  };
}

/** @throws {WrongServiceSecret} if the key was encrypted under another secret */
export function openSigningKey(serviceSecret: Uint8Array, key: SigningKey): OpenSigningKey {
  const { kid, signsFrom, encryptedPrivateKey } = key;
  const plain = openPrivateKey(serviceSecret, kid, encryptedPrivateKey);
  const privateKey = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
  return { kid, signsFrom, privateKey, publicKey: createPublicKey(privateKey), jwsHeader: jwsHeaderOf(kid) };
}

/** The key's name is authenticated with it, so that rows can't be swapped. */
function openPrivateKey(serviceSecret: Uint8Array, kid: string, sealed: Buffer): Buffer {
  try {
    return unseal(sealingKey(serviceSecret), kid, sealed);
  } catch {
    throw new WrongServiceSecret();
  }
}

function sealingKey(serviceSecret: Uint8Array): Buffer {
  return deriveKey(serviceSecret, 'signing-key');
}
