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
  "unsupported_grant_type",
  "server_error",
  "temporarily_unavailable"
] as const;
export type OAuthErrorError = (typeof oAuthErrorErrors)[number];
