import type { AuditAction, AuditEntry } from '../domain/audit.ts';

/** Everything that Latchkey stores. Times are milliseconds since 1970; lists and keys are text, alike in every engine. */
export interface Tables {
  /** One row, once the first organization was made: it is never made again. */
  installation: { id: number; bootstrapped_at: number };
  organizations: { organization_id: string; name: string; created_at: number; key_count: number };
  api_keys: {
    client_id: string;
    organization_id: string;
    name: string;
    /** Separated by spaces, which no scope holds. */
    scopes: string;
    /** 0 or 1. */
    enabled: number;
    created_at: number;
    created_by: string;
    expires_at: number | null;
    last_used_at: number | null;
    revision: number;
    token_generation: number;
  };
  secrets: {
    secret_id: string;
    client_id: string;
    organization_id: string;
    /** HMAC-SHA-256, base64url. */
    digest: string;
    digest_key: string;
    created_at: number;
    expires_at: number | null;
    last_used_at: number | null;
  };
  audit_entries: {
    audit_id: string;
    organization_id: string;
    created_at: number;
    actor: string;
    action: AuditAction;
    outcome: AuditEntry['outcome'];
    target: string | null;
    request_id: string | null;
    address: string | null;
    /** JSON, as is `after_state`. */
    before_state: string | null;
    after_state: string | null;
  };
  /** Of tokens that would otherwise live. */
  revoked_tokens: { token_id: string; organization_id: string; expires_at: number };
  stored_answers: {
    answer_id: string;
    fingerprint: string;
    /** AES-256-GCM, base64url. */
    sealed_answer: string;
    expires_at: number;
  };
  signing_keys: {
    kid: string;
    /** 1 for the first, and so on: of two replicas that add one at once, one wins. */
    sequence: number;
    public_jwk: string;
    /** AES-256-GCM, base64url. */
    encrypted_private_key: string;
    created_at: number;
    /** The key that signs is the one whose time came last. */
    signs_from: number;
  };
  /** Calls counted in one window. */
  call_counts: { name: string; calls: number; expires_at: number };
}
