import type { AccessTokens } from './access-tokens.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import { isClientId } from './identifiers.ts';
import { type ApiKey, isLive } from './model.ts';
import { includesAll, intersect, parseScopes } from './scopes.ts';
import { isWellFormedSecret, type SecretHasher } from './secrets.ts';
import type { Store } from './store.ts';
import type { UseLog } from './use-log.ts';

/** Who is calling, and what it may do now: the scopes of its token that its key still has. */
export interface Caller {
  readonly organizationId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scopes: readonly string[];
}

export interface Authentication {
  /**
   * The caller behind a bearer token. Looks the key up each time: a deleted key is dead at the next call.
   *
   * @throws {DomainError} `invalid_token`, or `insufficient_scope` if it may not do what needs these scopes
   */
  authenticate(token: string, neededScopes: readonly string[]): Promise<Caller>;

  /**
   * Trades a key for a token (RFC 6749 §4.4).
   *
   * @param scope space-separated scope-tokens; every scope of the key if undefined
   * @throws {DomainError} `invalid_client`, `invalid_scope`
   */
  issueToken(credentials: ClientCredentials, scope: string | undefined): Promise<IssuedToken>;
}

export interface AuthenticationParts {
  readonly store: Store;
  readonly hasher: SecretHasher;
  readonly tokens: AccessTokens;
  readonly useLog: UseLog;
  readonly clock: Clock;
}

export function createAuthentication({ store, hasher, tokens, useLog, clock }: AuthenticationParts): Authentication {
  /** One read and one HMAC whether the client is unknown, its secret wrong, or all is well. */
  const authenticateClient = async ({ clientId, clientSecret }: ClientCredentials): Promise<ApiKey> => {
    if (!isClientId(clientId) || !isWellFormedSecret(clientSecret)) throw new DomainError('invalid_client');
    const found = await store.findClient(clientId);
    const index = hasher.matches(clientId, clientSecret, found?.secrets ?? []);
    const secret = found?.secrets[index];
    const now = clock();
    if (!found || !secret || !isLive(found.key, now) || !isLive(secret, now)) throw new DomainError('invalid_client');
    useLog.note({ organizationId: found.key.organizationId, clientId, secretId: secret.secretId, usedAt: now });
    return found.key;
  };

  return {
    async authenticate(token, neededScopes) {
      const claims = await tokens.verify(token);
      const key = await store.findKey(claims.organizationId, claims.clientId);
      if (!key || !isLive(key, clock())) throw new DomainError('invalid_token');
      const scopes = intersect(claims.scopes, key.scopes);
      if (!includesAll(scopes, neededScopes)) throw new DomainError('insufficient_scope', { scopes: neededScopes });
      return { organizationId: key.organizationId, clientId: key.clientId, scopes };
    },

    async issueToken(credentials, scope) {
      const key = await authenticateClient(credentials);
      const scopes = scope === undefined ? key.scopes : parseScopes(scope);
      if (scopes.length === 0 || !includesAll(key.scopes, scopes)) throw new DomainError('invalid_scope');
      return { accessToken: tokens.issue(key, scopes), expiresIn: tokens.lifetime, scopes };
    },
  };
}
