import type { LatchkeyHandlers } from '../http/handlers.ts';
import { type Metrics, type RefusalReason, refusalReasons } from './metrics.ts';
import { codeOf, watched } from './watched.ts';

/** The same handlers, which count what becomes of tokens. */
export function countTokens(handlers: LatchkeyHandlers, metrics: Metrics): LatchkeyHandlers {
  const failed = (error: unknown) => {
    if (codeOf(error) === 'invalid_client') metrics.authenticationFailures.inc({ credentials: 'client' });
  };
  return {
    ...handlers,
    issueToken: watched(handlers.issueToken, {
      done: () => metrics.tokensIssued.inc(),
      failed(error) {
        failed(error);
        metrics.tokenRefusals.inc({ reason: reasonOf(error) });
      },
    }),
    introspectToken: watched(handlers.introspectToken, {
      done(reply) {
        const isActive = reply.status === 200 && reply.body.active;
        metrics.introspections.inc({ result: isActive ? 'active' : 'inactive' });
      },
      failed,
    }),
    revokeToken: watched(handlers.revokeToken, { done: () => metrics.revocations.inc(), failed }),
  };
}

function reasonOf(error: unknown): RefusalReason {
  return refusalReasons.find((reason) => reason === codeOf(error)) ?? 'internal_error';
}
