import type { ErrorCode, OAuthErrorError } from '../../generated/enums.ts';
import { DomainError, type DomainErrorCode } from '../domain/errors.ts';
import { RateLimited } from '../domain/rate-limits.ts';
import type { ErrorRow } from '../edge/index.ts';

const realm = 'realm="latchkey"';

/** What the code is called on `/oauth/*`, where RFC 6749 §5.2 has names of its own. */
type Row<Code> = ErrorRow & (Code extends OAuthErrorError ? { oauth?: OAuthErrorError } : { oauth: OAuthErrorError });

/** Everything that can go wrong, on one screen. docs/errors.md says it to people; a test holds them together. */
export const errors = {
  malformed_request: { status: 400, oauth: 'invalid_request', message: 'The request is malformed.' },
  malformed_body: { status: 400, oauth: 'invalid_request', message: 'The body could not be read.' },
  invalid_request: { status: 400, message: 'The request is invalid.' },
  missing_token: {
    status: 401,
    oauth: 'invalid_client',
    message: 'An access token is required.',
    headers: () => ({ 'WWW-Authenticate': `Bearer ${realm}` }),
  },
  invalid_token: {
    status: 401,
    oauth: 'invalid_client',
    message: 'The access token is invalid.',
    headers: () => ({ 'WWW-Authenticate': `Bearer ${realm}, error="invalid_token"` }),
  },
  insufficient_scope: {
    status: 403,
    message: 'The access token lacks a scope that this call needs.',
    headers: (error) => ({
      'WWW-Authenticate': `Bearer ${realm}, error="insufficient_scope", scope="${neededScopes(error)}"`,
    }),
  },
  scope_escalation: {
    status: 403,
    oauth: 'invalid_scope',
    message: 'A caller can grant only scopes that its own token holds.',
  },
  unknown_path: { status: 404, oauth: 'invalid_request', message: 'There is nothing at this path.' },
  not_found: { status: 404, oauth: 'invalid_request', message: 'Resource not found.' },
  method_not_allowed: { status: 405, oauth: 'invalid_request', message: 'This path does not have this method.' },
  request_timeout: { status: 408, oauth: 'invalid_request', message: 'The request took too long to arrive.' },
  already_expired: { status: 409, oauth: 'invalid_request', message: 'expiresAt is not in the future.' },
  too_many_secrets: {
    status: 409,
    oauth: 'invalid_request',
    message: 'The key has 5 live secrets. Delete one first.',
  },
  last_secret: {
    status: 409,
    oauth: 'invalid_request',
    message: 'This is the last live secret of its key. Add another first.',
  },
  idempotency_in_progress: {
    status: 409,
    oauth: 'invalid_request',
    message: 'A call with this Idempotency-Key is still at work.',
    headers: () => ({ 'Retry-After': '1' }),
  },
  precondition_failed: {
    status: 412,
    oauth: 'invalid_request',
    message: 'The key was changed meanwhile. Read it again.',
  },
  payload_too_large: { status: 413, oauth: 'invalid_request', message: 'The body is larger than 16 KB.' },
  unsupported_media_type: {
    status: 415,
    oauth: 'invalid_request',
    message: 'The media type or encoding of the body is not supported.',
  },
  idempotency_key_reused: {
    status: 422,
    oauth: 'invalid_request',
    message: 'This Idempotency-Key was used with another body.',
  },
  rate_limited: {
    status: 429,
    oauth: 'temporarily_unavailable',
    message: 'Too many requests. Try again later.',
    headers: (error) => (error instanceof RateLimited ? limitHeaders(error) : {}),
  },
  foreign_token: { status: 400, oauth: 'invalid_request', message: 'The token was issued to another client.' },
  expectation_failed: { status: 417, oauth: 'invalid_request', message: 'This expectation can not be met.' },
  headers_too_large: { status: 431, oauth: 'invalid_request', message: 'The request line and headers are too large.' },
  internal_error: {
    status: 500,
    oauth: 'server_error',
    message: 'Something went wrong on our side. The log has the cause under this request id.',
  },
  unavailable: {
    status: 503,
    oauth: 'temporarily_unavailable',
    message: 'The service is temporarily unavailable. Try again shortly.',
    headers: () => ({ 'Retry-After': '1' }),
  },
  invalid_client: {
    status: 401,
    message: 'Client authentication failed.',
    headers: () => ({ 'WWW-Authenticate': `Basic ${realm}, charset="UTF-8"` }),
  },
  invalid_scope: { status: 400, message: 'The key does not hold every scope that was asked for.' },
  unsupported_grant_type: { status: 400, message: 'The grant type must be client_credentials.' },
  server_error: { status: 500, message: 'Something went wrong on our side.' },
  temporarily_unavailable: { status: 503, message: 'The service is temporarily unavailable.' },
} satisfies { [Code in ErrorCode | DomainErrorCode | OAuthErrorError]: Row<Code> };

/** The name that a code has on `/oauth/*`. */
export function toOAuthError(code: string): string {
  const rows: Readonly<Record<string, ErrorRow & { oauth?: OAuthErrorError }>> = errors;
  return rows[code]?.oauth ?? code;
}

/** Scope-tokens need no quoting (RFC 6749 §3.3). */
function neededScopes(error: Error): string {
  return error instanceof DomainError ? error.scopes.join(' ') : '';
}

/** RFC 9110 §10.2.3, and the draft on RateLimit header fields. */
function limitHeaders({ quota: { name, calls, window }, retryAfter }: RateLimited): Record<string, string> {
  return {
    'Retry-After': String(retryAfter),
    RateLimit: `"${name}";r=0;t=${retryAfter}`,
    'RateLimit-Policy': `"${name}";q=${calls};w=${window}`,
  };
}
