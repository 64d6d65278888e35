import type { Authentication, Caller } from '../domain/authentication.ts';
import { DomainError } from '../domain/errors.ts';
import type { RateLimits } from '../domain/rate-limits.ts';
import { requireScopes } from '../domain/scopes.ts';
import type { SecurityHandlers } from '../edge/index.ts';

/** A Basic Authorization header, not yet taken apart: only the OAuth endpoints know what to say of a bad one. */
export interface BasicHeader {
  readonly basic: string;
}

/** What each security scheme of the contract tells of the caller. */
export interface Callers {
  oauth2: Caller;
  clientBasic: BasicHeader;
}

export function createSecurity(authentication: Authentication, rateLimits: RateLimits): SecurityHandlers<Callers> {
  return {
    async oauth2({ headers }, neededScopes) {
      const caller = await authentication.authenticate(bearerToken(headers.authorization));
      await rateLimits.admitKey(caller.clientId);
      requireScopes(caller.scopes, neededScopes);
      return caller;
    },
    async clientBasic({ headers }) {
      return { basic: headers.authorization ?? '' };
    },
  };
}

/** RFC 6750 §2.1; the scheme's name is case-insensitive. With another scheme there is no token (§3.1). */
function bearerToken(header = ''): string {
  const [, token] = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header) ?? [];
  if (token !== undefined) return token;
  throw new DomainError(/^bearer( |$)/i.test(header) ? 'invalid_token' : 'missing_token');
}
