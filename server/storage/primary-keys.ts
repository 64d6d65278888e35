import type { Tables } from './tables.ts';

export type TableName = keyof Tables;

/** Every table and its primary key; tables whose rows refer to others stand behind those. */
export const primaryKeys = {
  installation: 'id',
  organizations: 'organization_id',
  api_keys: 'client_id',
  secrets: 'secret_id',
  audit_entries: 'audit_id',
  revoked_tokens: 'token_id',
  stored_answers: 'answer_id',
  signing_keys: 'kid',
  call_counts: 'name',
} as const satisfies { [Name in TableName]: keyof Tables[Name] };

export const tableNames = Object.keys(primaryKeys) as TableName[];
