import type { Tables } from './tables.ts';

/**
 * Queries name their columns. Replicas of an earlier version go on while a migration adds one, and PostgreSQL refuses to
 * run a prepared `select *` that no longer gives what it gave.
 */
export const keyColumns = [
  'client_id',
  'organization_id',
  'name',
  'scopes',
  'enabled',
  'created_at',
  'created_by',
  'expires_at',
  'last_used_at',
  'revision',
  'token_generation',
] as const satisfies readonly (keyof Tables['api_keys'])[];

/** What a caller is looked up for, at every call. */
export const callerColumns = [
  'scopes',
  'enabled',
  'expires_at',
  'token_generation',
] as const satisfies readonly (keyof Tables['api_keys'])[];

export const secretColumns = [
  'secret_id',
  'client_id',
  'digest',
  'digest_key',
  'created_at',
  'expires_at',
  'last_used_at',
] as const satisfies readonly (keyof Tables['secrets'])[];

export const auditColumns = [
  'audit_id',
  'organization_id',
  'created_at',
  'actor',
  'action',
  'outcome',
  'target',
  'request_id',
  'address',
  'before_state',
  'after_state',
] as const satisfies readonly (keyof Tables['audit_entries'])[];

export const answerColumns = [
  'answer_id',
  'fingerprint',
  'sealed_answer',
  'expires_at',
] as const satisfies readonly (keyof Tables['stored_answers'])[];

export const signingKeyColumns = [
  'kid',
  'sequence',
  'public_jwk',
  'encrypted_private_key',
  'created_at',
  'signs_from',
] as const satisfies readonly (keyof Tables['signing_keys'])[];

/** Of a table that goes by this name. */
export function columnsOf<Table extends string, Column extends string>(table: Table, columns: readonly Column[]) {
  return columns.map((column) => `${table}.${column}` as const);
}
