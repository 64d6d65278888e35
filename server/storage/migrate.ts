import { type Kysely, sql, type Transaction } from 'kysely';
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
  await db.transaction().execute(migrateWithin);
}

/** The same as a part of a transaction. Of two processes at once, one waits here until the other's has ended. */
export async function migrateWithin(transaction: Transaction<Tables>): Promise<void> {
  await transaction.getExecutor().adapter.acquireMigrationLock(transaction, lock);
  await ageOf(transaction);
  const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** @throws if the database isn't up to date */
export async function requireUpToDate(db: Kysely<Tables>): Promise<void> {
  const age = await ageOf(db);
  if (age === 'new') throw new Error('no service has started on it yet: start one (npm start)');
  if (age === 'old') {
    throw new Error('it is as an earlier version left it: start the service (npm start), which brings it up to date');
  }
}

/** @throws if a newer version has migrated it: there is no way back */
async function ageOf(db: Kysely<Tables>): Promise<'new' | 'old' | 'current'> {
  const known = Object.keys(migrations);
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const names = unknown.join(', ');
    throw new Error(
      `it was migrated by a newer version (${names}), which this one can't undo: start that version, or restore a backup from before the upgrade`,
    );
  }
  if (applied.length === 0) return 'new';
  return applied.length < known.length ? 'old' : 'current';
}

const log = 'kysely_migration';

async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === log)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(log)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}
