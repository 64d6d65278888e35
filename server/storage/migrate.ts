import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { foundation } from './migrations/0001-foundation.ts';
import { lifeOfAKey } from './migrations/0002-life-of-a-key.ts';
import { replicas } from './migrations/0003-replicas.ts';
import type { Tables } from './tables.ts';

/** In order, forward only. A migration that was released is never edited. */
const migrations = {
  '0001-foundation': foundation,
  '0002-life-of-a-key': lifeOfAKey,
  '0003-replicas': replicas,
};

/** Names a row that neither engine needs: their locks end with the transaction. */
const lock = { lockTable: 'kysely_migration_lock', lockRowId: 'migration_lock' };

/** Brings the database up to date. Throws what the failing migration threw; nothing of any migration stays then. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  // Of two processes that start at once, one waits for the other here, and then finds nothing left to do.
  await db.transaction().execute(async (transaction) => {
    await transaction.getExecutor().adapter.acquireMigrationLock(transaction, lock);
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}
