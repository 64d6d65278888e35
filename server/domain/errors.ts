/** What the domain refuses to do; the HTTP side gives each a status (server/http/errors.ts). */
export type DomainErrorCode =
  | 'missing_token'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'scope_escalation'
  | 'not_found'
  | 'precondition_failed'
  | 'already_expired'
  | 'too_many_secrets'
  | 'last_secret'
  | 'idempotency_in_progress'
  | 'idempotency_key_reused'
  | 'invalid_client'
  | 'invalid_scope'
  | 'foreign_token';

export class DomainError extends Error {
  readonly code: DomainErrorCode;
  /** Scopes that would have been needed, with `insufficient_scope`. */
  readonly scopes: readonly string[];

  /** @param detail replaces the message that the code has in the error table */
  constructor(
    code: DomainErrorCode,
    { detail = '', scopes = [] }: { detail?: string; scopes?: readonly string[] } = {},
  ) {
    super(detail);
    this.name = 'DomainError';
    this.code = code;
    this.scopes = scopes;
  }
}
