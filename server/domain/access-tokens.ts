import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import { claimsSignedBy, kidOf, signJwt } from './jwt.ts';
import type { KeyRing } from './key-ring.ts';
import type { ApiKey } from './model.ts';
import { type AccessTokenClaims, fromWire, isWireClaims, type WireClaims } from './token-claims.ts';

export interface AccessTokenSettings {
  readonly keyRing: KeyRing;
  /** The service's public URL. A function, since it may be known only once the service listens. */
  readonly issuer: () => string;
  /** A second audience, for services that verify tokens by themselves. */
  readonly audience?: string | undefined;
  /** Seconds. */
  readonly lifetime: number;
  readonly clock: Clock;
}

export interface AccessTokens {
  readonly lifetime: number;
  /** A signed JWT (RFC 9068) for this key with these scopes. */
  issue(key: ApiKey, scopes: readonly string[]): string;
  /**
   * @throws {DomainError} `invalid_token` unless it is one of ours and still lives
   * @throws {StoreUnavailable} if only the store could tell whose it is
   */
  verify(token: string): Promise<AccessTokenClaims>;
}

/** What is remembered of a token whose signature was verified. */
interface Verified {
  readonly kid: string;
  readonly claims: AccessTokenClaims;
}

/** Tokens that were verified are remembered, up to this many characters in all: some 10,000 of usual length. */
const rememberedLength = 10_000_000;

export function createAccessTokens({ keyRing, issuer, audience, lifetime, clock }: AccessTokenSettings): AccessTokens {
  // Only what passed every check gets in, so that nobody can fill it with rubbish.
  const remembered = new LRUCache<string, Verified>({
    maxSize: rememberedLength,
    sizeCalculation: (_, token) => token.length,
  });

  /** Issued by us, for us (RFC 9068 §4), and not too early. */
  const isForUs = ({ iss, aud, nbf = 0 }: WireClaims) =>
    iss === issuer() && [aud].flat().includes(issuer()) && nbf * 1000 <= clock();

  const check = async (token: string): Promise<Verified> => {
    const kid = kidOf(token);
    const key = kid === undefined ? undefined : await keyRing.find(kid);
    const claims = key && claimsSignedBy(key.publicKey, token);
    if (!claims || !isWireClaims(claims) || !isForUs(claims)) throw new DomainError('invalid_token');
    return { kid: key.kid, claims: fromWire(claims) };
  };

  const requireLive = ({ claims }: Verified) => {
    if (claims.expiresAt > clock()) return claims;
    throw new DomainError('invalid_token', { detail: 'The access token expired.' });
  };

  return {
    lifetime,

    issue({ clientId, organizationId, tokenGeneration }, scopes) {
      const now = Math.floor(clock() / 1000);
      const claims: WireClaims = {
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
      };
      return signJwt(keyRing.signing(), claims);
    },

    async verify(token) {
      const known = remembered.get(token);
      // What was signed with a key that was dropped since is worth nothing.
      if (known && keyRing.has(known.kid)) return requireLive(known);
      const verified = await check(token);
      const claims = requireLive(verified);
      remembered.set(token, verified);
      return claims;
    },
  };
}
