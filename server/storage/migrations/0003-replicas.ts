import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What replicas share: counts of calls, and when each signing key begins to sign. */
export const replicas: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('call_counts')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('calls', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('call_counts_by_end').on('call_counts').columns(['expires_at']).execute();

    await db.schema
      .alterTable('signing_keys')
      .addColumn('signs_from', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update signing_keys set signs_from = created_at`.execute(db);
  },
};
