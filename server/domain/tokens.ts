import type { AccessTokens } from './access-tokens.ts';
import { type Author, auditEntry } from './audit.ts';
import type { Authentication, LiveToken } from './authentication.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import type { ApiKey } from './model.ts';
import { includesAll, introspectAny, parseScopes } from './scopes.ts';
import type { Store } from './store.ts';
import type { AccessTokenClaims } from './token-claims.ts';

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scopes: readonly string[];
}

/** Where a token's holder stands, for a change that it makes. */
type Origin = Pick<Author, 'requestId' | 'address'>;

/** What a client that has authenticated does with tokens. */
export interface Tokens {
  /**
   * A token for this key (RFC 6749 §4.4).
   *
   * @param scope space-separated scope-tokens; every scope of the key if undefined
   * @throws {DomainError} `invalid_scope`
   */
  issue(key: ApiKey, scope: string | undefined): IssuedToken;

  /**
   * What there is to know of a token (RFC 7662); undefined unless it lives and is of the asking key's organization.
   *
   * @throws {DomainError} `insufficient_scope` if the asking key doesn't hold `introspect:token`
   */
  introspect(key: ApiKey, token: string): Promise<LiveToken | undefined>;

  /**
   * Ends a token at once (RFC 7009). One that isn't alive, or of another organization, is nothing to end.
   *
   * @throws {DomainError} `foreign_token` if it was issued to another client
   */
  revoke(key: ApiKey, token: string, origin: Origin): Promise<void>;
}

export interface TokensParts {
  readonly store: Store;
  readonly accessTokens: AccessTokens;
  readonly authentication: Authentication;
  readonly clock: Clock;
}

export function createTokens({ store, accessTokens, authentication, clock }: TokensParts): Tokens {
  return {
    issue(key, scope) {
      const scopes = scope === undefined ? key.scopes : parseScopes(scope);
      if (scopes.length === 0 || !includesAll(key.scopes, scopes)) throw new DomainError('invalid_scope');
      return { accessToken: accessTokens.issue(key, scopes), expiresIn: accessTokens.lifetime, scopes };
    },

    async introspect({ organizationId, scopes }, token) {
      if (!scopes.includes(introspectAny)) {
        const detail = `The key does not hold ${introspectAny}.`;
        throw new DomainError('insufficient_scope', { detail, scopes: [introspectAny] });
      }
      const found = await authentication.findLive(token).catch(undefinedIfInvalid);
      return found?.claims.organizationId === organizationId ? found : undefined;
    },

    async revoke({ organizationId, clientId }, token, origin) {
      const claims: AccessTokenClaims | undefined = await accessTokens.verify(token).catch(undefinedIfInvalid);
      if (claims?.organizationId !== organizationId) return;
      if (claims.clientId !== clientId) throw new DomainError('foreign_token');
      const { tokenId, expiresAt } = claims;
      const author = { organizationId, clientId, ...origin };
      const audit = () => auditEntry(author, clock(), { action: 'token.revoked', target: clientId });
      await store.revokeToken({ organizationId, tokenId, expiresAt }, audit);
    },
  };
}

function undefinedIfInvalid(error: unknown): undefined {
  if (!(error instanceof DomainError) || error.code !== 'invalid_token') throw error;
}
