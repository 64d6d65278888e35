import { sign, verify } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { SigningKey } from './model.ts';
import { newSigningKey, openSigningKey, WrongServiceSecret } from './signing-keys.ts';

const serviceSecret = Buffer.alloc(32, 1);
let stored: SigningKey;
beforeAll(async () => {
  stored = await newSigningKey(serviceSecret, 1234);
});

test('a stored key opens to a pair that signs and verifies', () => {
  const { kid, privateKey, publicKey } = openSigningKey(serviceSecret, stored);
  expect(kid).toBe(stored.kid);
  expect(stored.createdAt).toBe(1234);
  const text = Buffer.from('text');
  expect(verify('sha256', text, publicKey, sign('sha256', text, privateKey))).toBe(true);
  expect(publicKey.export({ format: 'jwk' })).toEqual(stored.publicJwk);
});

test('it is named by its RFC 7638 thumbprint, and its public half tells nothing of the private one', async () => {
  expect(stored.kid).toBe(await calculateJwkThumbprint(stored.publicJwk));
  expect(Object.keys(stored.publicJwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
});

test('what is stored does not hold the private key in the clear, and never twice the same bytes', async () => {
  const plain = openSigningKey(serviceSecret, stored).privateKey.export({ format: 'der', type: 'pkcs8' });
  expect(stored.encryptedPrivateKey.includes(plain.subarray(40, 60))).toBe(false);
  const other = await newSigningKey(serviceSecret, 1);
  expect(other.encryptedPrivateKey.subarray(0, 12)).not.toEqual(stored.encryptedPrivateKey.subarray(0, 12));
});

const changed = (place: number) => {
  const bytes = Buffer.from(stored.encryptedPrivateKey);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  return { ...stored, encryptedPrivateKey: bytes };
};

test.each<[string, () => [Uint8Array, SigningKey]]>([
  ['another service secret', () => [Buffer.alloc(32, 2), stored]],
  ['a changed nonce', () => [serviceSecret, changed(0)]],
  ['a changed tag', () => [serviceSecret, changed(12)]],
  ['a changed ciphertext', () => [serviceSecret, changed(40)]],
  ['another row’s name', () => [serviceSecret, { ...stored, kid: 'other' }]],
])('%s opens nothing', (_, given) => {
  expect(() => openSigningKey(...given())).toThrow(WrongServiceSecret);
});

test('the message tells an operator what to look at', () => {
  expect(() => openSigningKey(Buffer.alloc(32, 2), stored)).toThrow(/LATCHKEY_SECRET is not the one/);
});
