import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { PublicJwk, SigningKey } from './model.ts';
import { deriveKey } from './secrets.ts';

const nonceLength = 12;
const tagLength = 16;

/** A signing key that is ready for use. */
export interface OpenSigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Thrown when a stored signing key was encrypted under another service secret. */
export class WrongServiceSecret extends Error {
  constructor() {
    super('LATCHKEY_SECRET is not the one that this database was made with');
    this.name = 'WrongServiceSecret';
  }
}

/** A new P-256 key pair, its private half encrypted for the store (AES-256-GCM); `kid` is its RFC 7638 thumbprint. */
export async function newSigningKey(serviceSecret: Uint8Array, createdAt: number): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
  const kid = await calculateJwkThumbprint(publicJwk);
  const plain = privateKey.export({ format: 'der', type: 'pkcs8' });
  return { kid, publicJwk, encryptedPrivateKey: encrypt(serviceSecret, kid, plain), createdAt };
}

/** @throws {WrongServiceSecret} if the key was encrypted under another secret */
export function openSigningKey(serviceSecret: Uint8Array, { kid, encryptedPrivateKey }: SigningKey): OpenSigningKey {
  const plain = decrypt(serviceSecret, kid, encryptedPrivateKey);
  const privateKey = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** Nonce, tag and ciphertext in one buffer. The key's name is authenticated with them, so that rows can't be swapped. */
function encrypt(serviceSecret: Uint8Array, kid: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(serviceSecret, 'signing-key'), nonce);
  cipher.setAAD(Buffer.from(kid));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

function decrypt(serviceSecret: Uint8Array, kid: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(serviceSecret, 'signing-key'), nonce);
  decipher.setAAD(Buffer.from(kid));
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength + tagLength)), decipher.final()]);
  } catch {
    throw new WrongServiceSecret();
  }
}
