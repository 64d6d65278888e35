// Generated from the OpenAPI document by `npm run generate`. Do not edit.
export const errorCodes = [
  "malformed_request",
  "malformed_body",
  "invalid_request",
  "missing_token",
  "invalid_token",
  "insufficient_scope",
  "scope_escalation",
  "unknown_path",
  "not_found",
  "method_not_allowed",
  "request_timeout",
  "already_expired",
  "too_many_secrets",
  "last_secret",
  "precondition_failed",
  "idempotency_in_progress",
  "idempotency_key_reused",
  "rate_limited",
  "payload_too_large",
  "unsupported_media_type",
  "expectation_failed",
  "headers_too_large",
  "internal_error",
  "unavailable"
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const oAuthErrorErrors = [
  "invalid_request",
  "invalid_client",
  "invalid_scope",
  "insufficient_scope",
  "unsupported_grant_type",
  "server_error",
  "temporarily_unavailable"
] as const;
export type OAuthErrorError = (typeof oAuthErrorErrors)[number];

export const auditLogActions = [
  "organization.created",
  "api_key.created",
  "api_key.updated",
  "api_key.deleted",
  "secret.created",
  "secret.deleted",
  "token.revoked"
] as const;
export type AuditLogAction = (typeof auditLogActions)[number];
