import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { scopes } from '../../generated/operations.ts';
import { openSigningKey } from '../../server/domain/signing-keys.ts';
import { fetchToken, startService } from '../support/service.ts';
import { callerOf, expectJson, plainError } from './support.ts';

const serviceSecret = randomBytes(32);
const service = await startService({ serviceSecret });
afterAll(service.stop);

const issued = await fetchToken(service, service.firstKey);
const { iss: issuer = '', org_id } = decodeJwt(issued);
const { clientId } = service.firstKey;
const [signing] = await service.store.signingKeys();
if (!signing) throw new Error('The service has a signing key');
const { kid, privateKey, publicKey } = openSigningKey(serviceSecret, signing);
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const foreignJwk = foreign.publicKey.export({ format: 'jwk' });

const header = { alg: 'ES256', typ: 'at+jwt', kid };
const now = Math.floor(Date.now() / 1000);
const claims = (): JWTPayload => ({
  iss: issuer,
  aud: issuer,
  sub: clientId,
  client_id: clientId,
  org_id,
  scope: 'read:api-key',
  jti: randomUUID(),
  iat: now,
  exp: now + 600,
});

type Changes = { header?: object; claims?: JWTPayload; key?: Parameters<SignJWT['sign']>[0]; crit?: string };

/** What the service would issue, but for these changes; an undefined claim is left out. */
async function forge({ header: headerChanges, claims: claimChanges, key = privateKey, crit }: Changes = {}) {
  const jwt = new SignJWT({ ...claims(), ...claimChanges }).setProtectedHeader({ ...header, ...headerChanges });
  return await jwt.sign(key, crit === undefined ? {} : { crit: { [crit]: true } });
}

const list = (token: string) => callerOf(service, token)('GET', '/api-keys');

test.each<[string, Changes]>([
  ['one audience', {}],
  ['a second audience', { claims: { aud: [issuer, 'https://api.example'] } }],
  ['a not-before that has passed', { claims: { nbf: now - 1 } }],
  ['typ with its media type in full', { header: { typ: 'application/at+jwt' } }],
])(
  'a token made as the service makes them is taken, so that each refusal below has its own reason: %s',
  async (_, changes) => {
    expect((await list(await forge(changes))).status).toBe(200);
  },
);

test.each<[string, Changes]>([
  ['expired', { claims: { exp: now - 1 } }],
  ['not yet valid', { claims: { nbf: now + 60 } }],
  ['of another issuer', { claims: { iss: 'https://issuer.example' } }],
  ['of an issuer that differs by a slash', { claims: { iss: `${issuer}/` } }],
  ['for another audience', { claims: { aud: 'https://api.example' } }],
  ['for an empty list of audiences', { claims: { aud: [] } }],
  ['of another organization', { claims: { org_id: 'org_other' } }],
  ['of an unknown client', { claims: { client_id: 'key_none', sub: 'key_none' } }],
  ['of typ JWT', { header: { typ: 'JWT' } }],
  ['without typ', { header: { typ: undefined } }],
  ['with an unknown kid', { header: { kid: 'other' } }],
  ['without a kid', { header: { kid: undefined } }],
  ['signed with another key under our kid', { key: foreign.privateKey }],
  ['with its own key embedded', { header: { jwk: foreignJwk }, key: foreign.privateKey }],
  ['with a key embedded, though signed with ours', { header: { jwk: foreignJwk } }],
  ['with a link to keys', { header: { jku: 'https://keys.example/jwks.json' } }],
  ['with a link to a certificate', { header: { x5u: 'https://keys.example/cert.pem' } }],
  ['with a certificate', { header: { x5c: ['MIIB'] } }],
  ['with a critical extension that nobody knows', { header: { crit: ['x'], x: 1 }, crit: 'x' }],
  [
    'HS256 with our public key as the secret',
    {
      header: { alg: 'HS256' },
      key: Buffer.from(publicKey.export({ format: 'pem', type: 'spki' })),
    },
  ],
  ...['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti', 'scope', 'org_id'].map((name): [string, Changes] => [
    `without ${name}`,
    { claims: { [name]: undefined } },
  ]),
])('a token %s is refused', async (_, changes) => {
  await expectJson(await list(await forge(changes)), 401, plainError('invalid_token'));
});

const [head = '', body = '', signature = ''] = issued.split('.');
const otherBody = Buffer.from(JSON.stringify({ ...claims(), scope: 'delete:api-key' })).toString('base64url');

test.each([
  ['with a signature cut by one character', `${head}.${body}.${signature.slice(0, -1)}`],
  ['with an empty signature', `${head}.${body}.`],
  ['without a signature', `${head}.${body}`],
  ['with a signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`],
  ['with another payload', `${head}.${otherBody}.${signature}`],
  ['in five parts, as if encrypted', `${head}.${body}.${signature}.x.y`],
  ['with alg none', new UnsecuredJWT(claims()).encode()],
  [
    'with alg none and our header',
    `${Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')}.${body}.`,
  ],
  ['whose payload is no JSON', `${head}.bm9uc2Vuc2U.${signature}`],
])('a token %s is refused', async (_, token) => {
  await expectJson(await list(token), 401, plainError('invalid_token'));
});

test('what the service issues is a JWT as RFC 9068 has it', () => {
  expect(decodeProtectedHeader(issued)).toEqual(header);
  const { jti, iat = 0, exp = 0, ...rest } = decodeJwt(issued);
  const scope = scopes.join(' ');
  expect(rest).toEqual({ iss: issuer, aud: issuer, sub: clientId, client_id: clientId, org_id, scope });
  expect(exp - iat).toBe(600);
  expect(jti).toMatch(/^[0-9a-f-]{36}$/);
});
