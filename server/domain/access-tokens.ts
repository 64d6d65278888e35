import { randomUUID, sign } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import type { ApiKey } from './model.ts';
import { parseScopes } from './scopes.ts';
import type { OpenSigningKey } from './signing-keys.ts';

export interface AccessTokenSettings {
  /** The newest first; the first one signs. */
  readonly signingKeys: readonly OpenSigningKey[];
  /** The service's public URL. A function, since it may be known only once the service listens. */
  readonly issuer: () => string;
  /** A second audience, for services that verify tokens by themselves. */
  readonly audience?: string | undefined;
  /** Seconds. */
  readonly lifetime: number;
  readonly clock: Clock;
}

/** What a verified token says. It may belong to a key that is gone by now. */
export interface AccessTokenClaims {
  readonly organizationId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly tokenId: string;
  /** The key's when the token was issued. */
  readonly generation: number;
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface AccessTokens {
  readonly lifetime: number;
  /** A signed JWT (RFC 9068) for this key with these scopes. */
  issue(key: ApiKey, scopes: readonly string[]): string;
  /** @throws {DomainError} `invalid_token` unless it is one of ours and still lives */
  verify(token: string): Promise<AccessTokenClaims>;
}

/** Tokens that were verified are remembered, up to this many characters in all: some 10,000 of usual length. */
const rememberedLength = 10_000_000;

/** Header parameters by which a token would bring its own key (RFC 8725 §3.10). */
const foreignKeyHeaders: readonly (keyof JWTHeaderParameters)[] = ['jwk', 'jku', 'x5u', 'x5c'];

export function createAccessTokens({
  signingKeys,
  issuer,
  audience,
  lifetime,
  clock,
}: AccessTokenSettings): AccessTokens {
  const [current] = signingKeys;
  if (!current) throw new Error('There is no signing key');
  const publicKeys = new Map(signingKeys.map(({ kid, publicKey }) => [kid, publicKey]));
  // Only what passed every check gets in, so that nobody can fill it with rubbish.
  const verified = new LRUCache<string, AccessTokenClaims>({
    maxSize: rememberedLength,
    sizeCalculation: (_claims, token) => token.length,
  });

  const keyFor = (header: JWTHeaderParameters) => {
    const key = publicKeys.get(header.kid ?? '');
    if (!key || foreignKeyHeaders.some((name) => name in header)) throw new DomainError('invalid_token');
    return key;
  };

  const check = async (token: string): Promise<AccessTokenClaims> => {
    // Decoders pass over what is no base64url: a token with more in it would be taken for the one without.
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new DomainError('invalid_token');
    const { payload } = await jwtVerify(token, keyFor, {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: issuer(),
      audience: issuer(),
      requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'scope', 'org_id'],
      currentDate: new Date(clock()),
    });
    return {
      organizationId: String(payload.org_id),
      clientId: String(payload.client_id),
      scopes: parseScopes(String(payload.scope)),
      tokenId: String(payload.jti),
      generation: Number(payload.key_generation ?? 0),
      issuer: String(payload.iss),
      audience: [payload.aud ?? []].flat(),
      issuedAt: Number(payload.iat) * 1000,
      expiresAt: Number(payload.exp) * 1000,
    };
  };

  return {
    lifetime,

    issue({ clientId, organizationId, tokenGeneration }, scopes) {
      const now = Math.floor(clock() / 1000);
      return signJwt(current, {
        client_id: clientId,
        scope: scopes.join(' '),
        org_id: organizationId,
        ...(tokenGeneration > 0 && { key_generation: tokenGeneration }),
        iss: issuer(),
        sub: clientId,
        aud: audience === undefined ? issuer() : [issuer(), audience],
        iat: now,
        exp: now + lifetime,
        jti: randomUUID(),
      });
    },

    async verify(token) {
      const known = verified.get(token);
      if (known && known.expiresAt > clock()) return known;
      if (known) throw new DomainError('invalid_token', { detail: 'The access token expired.' });
      const claims = await check(token).catch(toInvalidToken);
      verified.set(token, claims);
      return claims;
    },
  };
}

/**
 * A JWT in JWS compact form (RFC 7515 §7.1), signed with ES256 (RFC 7518 §3.4). jose verifies; it does not sign, since
 * by way of WebCrypto a signature takes two and a half times as long.
 */
function signJwt({ kid, privateKey }: OpenSigningKey, claims: JWTPayload): string {
  const parts = [{ alg: 'ES256', typ: 'at+jwt', kid }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signed = parts.join('.');
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

function toInvalidToken(error: { code?: string }): never {
  if (error.code === 'ERR_JWT_EXPIRED') throw new DomainError('invalid_token', { detail: 'The access token expired.' });
  throw new DomainError('invalid_token');
}
