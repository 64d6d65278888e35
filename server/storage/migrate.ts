import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { foundation } from './migrations/0001-foundation.ts';
import type { Tables } from './tables.ts';

/** In order, forward only. A migration that was released is never edited. */
const migrations = { '0001-foundation': foundation };

/** Brings the database up to date. Throws what the failing migration threw; nothing of that migration stays. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await db.connection().execute(async (connection) => {
    // Of two processes that start at once, one waits for the other here, and then finds nothing left to do.
    await sql`begin immediate`.execute(connection);
    try {
      const provider = { getMigrations: async () => migrations };
      const migrator = new Migrator({ db: connection, provider, disableTransactions: true });
      const { error } = await migrator.migrateToLatest();
      if (error) throw error;
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}
