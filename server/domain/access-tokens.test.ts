import { decodeJwt, decodeProtectedHeader, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { type AccessTokenSettings, createAccessTokens } from './access-tokens.ts';
import { openKeyRing } from './key-ring.ts';
import { makeKey } from './new-key.ts';
import { createSecretHasher } from './secrets.ts';
import { newSigningKey, type OpenSigningKey, openSigningKey } from './signing-keys.ts';

const serviceSecret = Buffer.alloc(32, 1);
const issuer = 'https://keys.example.com';
const start = 1_800_000_000_000;
const hasher = createSecretHasher(serviceSecret);
const { key } = makeKey({
  hasher,
  now: start,
  organizationId: 'org_1',
  name: 'Worker',
  scopes: ['a', 'b'],
  createdBy: 'bootstrap',
  expiresAt: null,
  clientId: 'key_1',
});

const stored = await newSigningKey(serviceSecret, start);
const signing = openSigningKey(serviceSecret, stored);

/** @param keys of the store, the newest first; they may change meanwhile */
async function setUp(changes: Partial<AccessTokenSettings> = {}, keys = [stored]) {
  const time = { now: start };
  const clock = () => time.now;
  const keyRing = await openKeyRing({ store: { signingKeys: async () => [...keys] }, serviceSecret, clock });
  const settings = { keyRing, issuer: () => issuer, lifetime: 600, clock, ...changes };
  return { time, keyRing, tokens: createAccessTokens(settings) };
}

test('a token is what RFC 9068 says: header, claims and nothing else', async () => {
  const token = (await setUp()).tokens.issue(key, ['a', 'b']);
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: signing.kid });
  expect(decodeJwt(token)).toEqual({
    iss: issuer,
    sub: 'key_1',
    client_id: 'key_1',
    aud: issuer,
    iat: start / 1000,
    exp: start / 1000 + 600,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    scope: 'a b',
    org_id: 'org_1',
  });
});

test('each token has an id of its own', async () => {
  const { tokens } = await setUp();
  const ids = [1, 2, 3].map(() => decodeJwt(tokens.issue(key, ['a'])).jti);
  expect(new Set(ids).size).toBe(3);
});

test('TOKEN_AUDIENCE is a second audience, and such a token verifies here too', async () => {
  const { tokens } = await setUp({ audience: 'https://api.example.com' });
  const token = tokens.issue(key, ['a']);
  expect(decodeJwt(token).aud).toEqual([issuer, 'https://api.example.com']);
  await expect(tokens.verify(token)).resolves.toMatchObject({ clientId: 'key_1' });
});

test('a verified token tells client, organization, scopes and end', async () => {
  const { tokens } = await setUp();
  const claims = {
    organizationId: 'org_1',
    clientId: 'key_1',
    scopes: ['a', 'b'],
    tokenId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    generation: 0,
    issuer,
    audience: [issuer],
    issuedAt: start,
    expiresAt: start + 600_000,
  };
  expect(await tokens.verify(tokens.issue(key, ['a', 'b']))).toEqual(claims);
});

test.each([
  ['seen before', true],
  ['never seen', false],
])('a token that was %s ends when its time is over', async (_, isRemembered) => {
  const { tokens, time } = await setUp();
  const token = tokens.issue(key, ['a']);
  time.now = start + 599_999;
  if (isRemembered) await expect(tokens.verify(token)).resolves.toBeDefined();
  time.now = start + 600_000;
  await expect(tokens.verify(token)).rejects.toMatchObject({
    code: 'invalid_token',
    message: 'The access token expired.',
  });
});

test('a token of an older signing key verifies, and the newest that may sign does', async () => {
  const newer = await newSigningKey(serviceSecret, start);
  const next = await newSigningKey(serviceSecret, start, start + 1);
  const old = (await setUp()).tokens.issue(key, ['a']);
  const { tokens, time } = await setUp({}, [next, newer, stored]);
  await expect(tokens.verify(old)).resolves.toBeDefined();
  expect(decodeProtectedHeader(tokens.issue(key, ['a'])).kid).toBe(newer.kid);
  time.now += 1;
  expect(decodeProtectedHeader(tokens.issue(key, ['a'])).kid).toBe(next.kid);
});

test('a token of a key that was dropped is refused, also one that was verified before', async () => {
  const keys = [await newSigningKey(serviceSecret, start)];
  const { tokens, keyRing } = await setUp({}, keys);
  const token = tokens.issue(key, ['a']);
  await expect(tokens.verify(token)).resolves.toBeDefined();
  keys.splice(0, 1, await newSigningKey(serviceSecret, start));
  await keyRing.refresh();
  await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'invalid_token' });
});

/** Claims and header of a token that would be fine, changed a little and signed with the right key. */
async function forge(
  claims: JWTPayload,
  header: object = {},
  privateKey: CryptoKey | OpenSigningKey['privateKey'] = signing.privateKey,
) {
  const now = start / 1000;
  const good = { iss: issuer, aud: issuer, sub: 'key_1', client_id: 'key_1', iat: now, exp: now + 60, jti: 'x' };
  return await new SignJWT({ ...good, scope: 'a', org_id: 'org_1', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signing.kid, ...header })
    .sign(privateKey);
}

test('the forger’s tools make a good token, so that what follows proves something', async () => {
  await expect((await setUp()).tokens.verify(await forge({}))).resolves.toBeDefined();
});

test.each<[string, JWTPayload, object]>([
  ['of another issuer', { iss: 'https://evil.example' }, {}],
  ['for another audience', { aud: 'https://api.example.com' }, {}],
  ['that is not valid yet', { nbf: start / 1000 + 60 }, {}],
  ...['exp', 'iat', 'jti', 'sub', 'client_id', 'scope', 'org_id', 'aud', 'iss'].map(
    (name): [string, JWTPayload, object] => [`without ${name}`, { [name]: undefined }, {}],
  ),
  ['of another type', {}, { typ: 'JWT' }],
  ['without a type', {}, { typ: undefined }],
  ['with an unknown kid', {}, { kid: 'other' }],
  ['without a kid', {}, { kid: undefined }],
  ['that brings a key along', {}, { jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } }],
  ['that names a place for its key', {}, { jku: 'https://evil.example/jwks' }],
])('a token %s is refused', async (_, claims, header) => {
  const { tokens } = await setUp();
  await expect(tokens.verify(await forge(claims, header))).rejects.toMatchObject({ code: 'invalid_token' });
});

test('another key’s signature, no signature and rubbish are refused', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const good = await forge({});
  const [header = '', payload = '', signature = ''] = good.split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid: signing.kid })).toString('base64url');
  const bad = [
    await forge({}, {}, privateKey),
    `${none}.${payload}.`,
    `${header}.${payload}.${signature.slice(0, -4)}`,
    `${header}.${payload}`,
    '',
    '...',
    'rubbish',
    '\0',
  ];
  const { tokens } = await setUp();
  for (const token of bad) {
    await expect(tokens.verify(token), token).rejects.toMatchObject({ name: 'DomainError', code: 'invalid_token' });
  }
});

test('a token that was refused stays refused, one that was verified stays so', async () => {
  const { tokens } = await setUp();
  const [good, bad] = [tokens.issue(key, ['a']), await forge({ iss: 'x' })];
  for (const _ of [1, 2]) {
    await expect(tokens.verify(good)).resolves.toBeDefined();
    await expect(tokens.verify(bad)).rejects.toMatchObject({ code: 'invalid_token' });
  }
});
