import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createAccessTokens } from './access-tokens.ts';
import { openKeyRing } from './key-ring.ts';
import { newSigningKey, openSigningKey } from './signing-keys.ts';

const serviceSecret = Buffer.alloc(32, 1);
const issuer = 'https://keys.example.com';
const now = 1_800_000_000;
const clock = () => now * 1000;

const stored = await newSigningKey(serviceSecret, clock());
const { kid, privateKey, publicKey } = openSigningKey(serviceSecret, stored);
const { privateKey: foreign } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyRing = await openKeyRing({ store: { signingKeys: async () => [stored] }, serviceSecret, clock });
const tokens = createAccessTokens({ keyRing, issuer: () => issuer, lifetime: 600, clock });

/** Whether the library takes it, told as plainly as it can be what to take. */
async function byJose(token: string): Promise<boolean> {
  const keyOf = (header: { kid?: unknown }) => {
    if (header.kid !== kid) throw new Error('unknown kid');
    return publicKey;
  };
  const options = {
    algorithms: ['ES256'],
    typ: 'at+jwt',
    issuer,
    audience: issuer,
    requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'scope', 'org_id'],
    currentDate: new Date(clock()),
  };
  return await jwtVerify(token, keyOf, options).then(
    () => true,
    () => false,
  );
}

async function byUs(token: string): Promise<boolean> {
  return await tokens.verify(token).then(
    () => true,
    (error: { code?: string }) => {
      expect(error.code).toBe('invalid_token');
      return false;
    },
  );
}

const goodHeader = { alg: 'ES256', typ: 'at+jwt', kid };
const goodClaims: JWTPayload = {
  iss: issuer,
  aud: issuer,
  sub: 'key_1',
  client_id: 'key_1',
  org_id: 'org_1',
  scope: 'a b',
  jti: 'x',
  iat: now,
  exp: now + 60,
};

type Encoding = 'ieee-p1363' | 'der';
const base64url = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64url');
const signature = (signed: string, key: KeyObject, dsaEncoding: Encoding = 'ieee-p1363') =>
  sign('sha256', Buffer.from(signed), { key, dsaEncoding });

/** A token of these very bytes, with a good signature. */
function signed(header: string | Uint8Array, payload: string | Uint8Array, key = privateKey, encoding?: Encoding) {
  const parts = `${base64url(header)}.${base64url(payload)}`;
  return `${parts}.${base64url(signature(parts, key, encoding))}`;
}

const withHeader = (changes: object) => signed(json({ ...goodHeader, ...changes }), json(goodClaims));
const withClaims = (changes: object) => signed(json(goodHeader), json({ ...goodClaims, ...changes }));
const json = (value: unknown) => JSON.stringify(value);

const good = withClaims({});
const [head = '', payload = '', seal = ''] = good.split('.');
const withSeal = (bytes: Uint8Array) => `${head}.${payload}.${base64url(bytes)}`;
const bytes = Buffer.from(seal, 'base64url');
/** The same signature in other characters: the last one carries four bits that mean nothing. */
const respelled = `${good.slice(0, -1)}${{ A: 'B', Q: 'R', g: 'h', w: 'x' }[good.slice(-1)]}`;
const hmac = (alg: string) => {
  const parts = `${base64url(json({ ...goodHeader, alg }))}.${payload}`;
  const secret = publicKey.export({ format: 'pem', type: 'spki' });
  return `${parts}.${createHmac('sha256', secret).update(parts).digest('base64url')}`;
};
const others = [1, null, true, [], {}, ''];

/** Both take these, or both refuse them. */
const alike: readonly [string, string][] = [
  ['good', good],
  ['good, spelled otherwise', respelled],
  ['typ as a media type', withHeader({ typ: 'application/at+jwt' })],
  ['typ in capitals', withHeader({ typ: 'AT+JWT' })],
  ['typ of other types', withHeader({ typ: 'text/at+jwt' })],
  ['typ with more behind', withHeader({ typ: 'at+jwt2' })],
  ['typ with more before', withHeader({ typ: 'xat+jwt' })],
  ['typ as a list', withHeader({ typ: ['at+jwt'] })],
  ...['none', 'None', 'es256', 'ES384', 'RS256', 'HS256', '', ['ES256'], null, 1].map((alg): [string, string] => [
    `alg ${json(alg)}`,
    withHeader({ alg }),
  ]),
  ['alg missing', withHeader({ alg: undefined })],
  ['an HMAC with our public key', hmac('HS256')],
  ['an HMAC that says ES256', hmac('ES256')],
  ...[...others, [kid], '__proto__', 'constructor', `${kid} `].map((name): [string, string] => [
    `kid ${json(name)}`,
    withHeader({ kid: name }),
  ]),
  ['crit of the unknown', withHeader({ crit: ['x'], x: 1 })],
  ['crit empty', withHeader({ crit: [] })],
  ['crit null', withHeader({ crit: null })],
  ['unencoded payload', withHeader({ crit: ['b64'], b64: false })],
  ['a header member that means nothing', withHeader({ x: 1, zip: 'DEF' })],
  ...['', 'x', '[]', 'null', '"x"', '1', '{', '{}'].flatMap((text): [string, string][] => [
    [`header ${text}`, signed(text, json(goodClaims))],
    [`payload ${text}`, signed(json(goodHeader), text)],
  ]),
  ['alg twice, the good one first', signed(`{"alg":"ES256",${json({ ...goodHeader, alg: 'none' }).slice(1)}`, '{}')],
  ['alg twice, the good one last', signed(`{"alg":"none",${json(goodHeader).slice(1)}`, json(goodClaims))],
  ['a member __proto__', signed(json(goodHeader), `{"__proto__":{"exp":9e9},${json(goodClaims).slice(1)}`)],
  ['a byte order mark', signed(json(goodHeader), `\ufeff${json(goodClaims)}`)],
  ['broken UTF-8', signed(json(goodHeader), Buffer.from(json({ ...goodClaims, jti: '\u00ff' }), 'latin1'))],
  ['another key', signed(json(goodHeader), json(goodClaims), foreign)],
  ['DER', signed(json(goodHeader), json(goodClaims), privateKey, 'der')],
  ['zeros', withSeal(Buffer.alloc(64))],
  ['ones', withSeal(Buffer.alloc(64, 255))],
  ['a byte less', withSeal(bytes.subarray(1))],
  ['a byte more', withSeal(Buffer.concat([bytes, Buffer.alloc(1)]))],
  ['halves swapped', withSeal(Buffer.concat([bytes.subarray(32), bytes.subarray(0, 32)]))],
  ['a signature over a megabyte', withSeal(Buffer.alloc(1_000_000, 1))],
  ...['', '.', '..', '...', 'a.b.c', '\0', head, `${head}.${payload}`, `${head}.${payload}.`].map(
    (text): [string, string] => [`token ${json(text.slice(0, 9))} of ${text.length}`, text],
  ),
  ['four parts', `${good}.x`],
  ['five parts', `${good}.x.y`],
  ...Object.keys(goodClaims).map((name): [string, string] => [`no ${name}`, withClaims({ [name]: undefined })]),
  ...['exp', 'iat', 'nbf'].flatMap((name) =>
    [...others, `${now + 60}`]
      .filter((value) => value !== 1)
      .map((value): [string, string] => [`${name} ${json(value)}`, withClaims({ [name]: value })]),
  ),
  ['exp now', withClaims({ exp: now })],
  ['exp soon', withClaims({ exp: now + 1 })],
  ['exp long ago', withClaims({ exp: -1 })],
  ['exp in a fraction', withClaims({ exp: now + 0.5 })],
  ['nbf now', withClaims({ nbf: now })],
  ['nbf soon', withClaims({ nbf: now + 1 })],
  ['iat soon: by the clock of another replica', withClaims({ iat: now + 5 })],
  ...[...others, `${issuer}/`, `${issuer} `, 'HTTPS://keys.example.com'].flatMap((value): [string, string][] => [
    [`iss ${json(value)}`, withClaims({ iss: value })],
    [`aud ${json(value)}`, withClaims({ aud: value })],
  ]),
  ['iss as a list', withClaims({ iss: [issuer] })],
  ['two audiences', withClaims({ aud: ['https://api.example', issuer] })],
  ['two other audiences', withClaims({ aud: ['x', 'y'] })],
  ['an audience within a list', withClaims({ aud: [[issuer]] })],
];

/** The library takes these, and we don't. */
const stricter: readonly [string, string][] = [
  ...['jwk', 'jku', 'x5u', 'x5c'].map((name): [string, string] => [name, withHeader({ [name]: 'x' })]),
  ['crit of what says nothing new', withHeader({ crit: ['b64'], b64: true })],
  ['padding', `${good}==`],
  ['a line break behind', `${good}\n`],
  ['white space within', `${head}.${payload}.${seal.slice(0, 9)} ${seal.slice(9)}`],
  ['exp for ever', signed(json(goodHeader), json(goodClaims).replace(/"exp":\d+/, '"exp":1e999'))],
  ['an audience that is no text', withClaims({ aud: [issuer, 5] })],
  ...['sub', 'client_id', 'scope', 'org_id', 'jti'].map((name): [string, string] => [
    `${name} is no text`,
    withClaims({ [name]: 1 }),
  ]),
  ['a generation that is no number', withClaims({ key_generation: '0' })],
];

test('the good token is good, so that what is refused has its own reason', async () => {
  expect([await byUs(good), await byJose(good)]).toEqual([true, true]);
});

test.each(alike)('jose judges alike: %s', async (_, token) => {
  expect(await byUs(token)).toBe(await byJose(token));
});

test.each(stricter)('jose takes what we refuse: %s', async (_, token) => {
  expect([await byUs(token), await byJose(token)]).toEqual([false, true]);
});
