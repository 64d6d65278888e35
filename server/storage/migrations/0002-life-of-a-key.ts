import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Revisions and token generations of keys, the audit log, revoked tokens, kept answers, and what filters look in. */
export const lifeOfAKey: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('api_keys')
      .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(1))
      .execute();
    await db.schema
      .alterTable('api_keys')
      .addColumn('token_generation', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();

    await db.schema
      .createTable('audit_entries')
      .addColumn('audit_id', 'text', (column) => column.primaryKey())
      .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.organization_id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('target', 'text')
      .addColumn('request_id', 'text')
      .addColumn('address', 'text')
      .addColumn('before_state', 'text')
      .addColumn('after_state', 'text')
      .execute();

    await db.schema
      .createTable('revoked_tokens')
      .addColumn('token_id', 'text', (column) => column.primaryKey())
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('stored_answers')
      .addColumn('answer_id', 'text', (column) => column.primaryKey())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('sealed_answer', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();

    for (const [name, table, columns] of indices) {
      await db.schema.createIndex(name).on(table).columns(columns).execute();
    }
  },
};

const indices: readonly (readonly [name: string, table: string, columns: (string | RawBuilder<unknown>)[]])[] = [
  ['api_keys_by_name', 'api_keys', ['organization_id', 'name']],
  ['api_keys_by_end', 'api_keys', ['organization_id', 'expires_at']],
  // Keys that were never used stand before the others, in one range with them.
  ['api_keys_by_last_use', 'api_keys', ['organization_id', sql`(coalesce(last_used_at, -1))`]],
  // In the order of the list: the one filter that may let half of a long list through, or one key in a million.
  ['api_keys_by_state', 'api_keys', ['organization_id', 'enabled', 'created_at', 'client_id']],
  ['audit_entries_by_actor', 'audit_entries', ['organization_id', 'actor', 'created_at', 'audit_id']],
  ['audit_entries_by_target', 'audit_entries', ['organization_id', 'target', 'created_at', 'audit_id']],
  // After those of actor and target: of indices that look as good, SQLite takes the first.
  ['audit_entries_by_age', 'audit_entries', ['organization_id', 'created_at', 'audit_id']],
  ['revoked_tokens_by_end', 'revoked_tokens', ['expires_at']],
  ['stored_answers_by_end', 'stored_answers', ['expires_at']],
];
