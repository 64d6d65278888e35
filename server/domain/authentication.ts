import type { AccessTokens } from './access-tokens.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import { isClientId } from './identifiers.ts';
import { type ApiKey, isLive } from './model.ts';
import { includesAll, intersect } from './scopes.ts';
import { isWellFormedSecret, type SecretHasher } from './secrets.ts';
import type { FoundCaller, Standing, Store } from './store.ts';
import type { AccessTokenClaims } from './token-claims.ts';
import type { UseLog } from './use-log.ts';

/** Who is calling, and what it may do now: the scopes of its token that its key still has. */
export interface Caller {
  readonly organizationId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** For a change that it makes: whether all this still holds. */
  readonly standing: Standing;
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token that lives. */
export interface LiveToken {
  readonly claims: AccessTokenClaims;
  /** What it may do now. */
  readonly scopes: readonly string[];
}

export interface Authentication {
  /**
   * The caller behind a bearer token. Looks the key up each time: a deleted key is dead at the next call.
   *
   * @throws {DomainError} `invalid_token`
   */
  authenticate(token: string): Promise<Caller>;

  /** A token of ours that works at this moment. @throws {DomainError} `invalid_token` */
  findLive(token: string): Promise<LiveToken>;

  /** The key that a client id and secret belong to. @throws {DomainError} `invalid_client` */
  authenticateClient(credentials: ClientCredentials): Promise<ApiKey>;
}

export interface AuthenticationParts {
  readonly store: Store;
  readonly hasher: SecretHasher;
  readonly tokens: AccessTokens;
  readonly useLog: UseLog;
  readonly clock: Clock;
}

export function createAuthentication({ store, hasher, tokens, useLog, clock }: AuthenticationParts): Authentication {
  const findLive = async (token: string): Promise<LiveToken> => {
    const claims = await tokens.verify(token);
    const found = await store.findCaller(claims.organizationId, claims.clientId, claims.tokenId);
    return { claims, scopes: intersect(claims.scopes, requireAlive(claims, found, clock()).scopes) };
  };

  return {
    findLive,

    async authenticate(token) {
      const { claims, scopes } = await findLive(token);
      const { organizationId, clientId, tokenId } = claims;
      const check = (found: FoundCaller | undefined) => {
        const now = requireAlive(claims, found, clock());
        // With another token the caller learns what it may do now.
        if (!includesAll(now.scopes, scopes)) throw new DomainError('invalid_token');
      };
      return { organizationId, clientId, scopes, standing: { organizationId, clientId, tokenId, check } };
    },

    // One read and one HMAC whether the client is unknown, its secret wrong, or all is well.
    async authenticateClient({ clientId, clientSecret }) {
      if (!isClientId(clientId) || !isWellFormedSecret(clientSecret)) throw new DomainError('invalid_client');
      const found = await store.findClient(clientId);
      const index = hasher.matches(clientId, clientSecret, found?.secrets ?? []);
      const secret = found?.secrets[index];
      const now = clock();
      if (!found || !secret || !isLive(found.key, now) || !isLive(secret, now)) throw new DomainError('invalid_client');
      useLog.note({ organizationId: found.key.organizationId, clientId, secretId: secret.secretId, usedAt: now });
      return found.key;
    },
  };
}

/** What there is to know of a token's caller, if the token lives at this time. @throws {DomainError} `invalid_token` */
function requireAlive(
  { generation, expiresAt }: AccessTokenClaims,
  found: FoundCaller | undefined,
  now: number,
): FoundCaller {
  const isDead = !found || found.isRevoked || found.tokenGeneration !== generation || !isLive(found, now);
  if (isDead || expiresAt <= now) throw new DomainError('invalid_token');
  return found;
}
