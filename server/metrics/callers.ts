import { RateLimited, type RateLimits } from '../domain/rate-limits.ts';
import type { SecurityHandlers } from '../edge/index.ts';
import type { Callers } from '../http/security.ts';
import type { Metrics } from './metrics.ts';
import { codeOf, watched } from './watched.ts';

/** The same checks, which count the access tokens that they refuse. */
export function countRefusedTokens(
  security: SecurityHandlers<Callers>,
  { authenticationFailures }: Metrics,
): SecurityHandlers<Callers> {
  const failed = (error: unknown) => {
    if (codeOf(error) === 'invalid_token') authenticationFailures.inc({ credentials: 'token' });
  };
  return { ...security, oauth2: watched(security.oauth2, { failed }) };
}

/** The same limits, which count the calls that they refuse. */
export function countRateLimited(rateLimits: RateLimits, { rateLimited }: Metrics): RateLimits {
  const failed = (error: unknown) => {
    if (error instanceof RateLimited) rateLimited.inc({ quota: error.quota.name });
  };
  return {
    ...rateLimits,
    admitAddress: watched(rateLimits.admitAddress, { failed }),
    admitKey: watched(rateLimits.admitKey, { failed }),
    admitAttempt: watched(rateLimits.admitAttempt, { failed }),
  };
}
