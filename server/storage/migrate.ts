import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { foundation } from './migrations/0001-foundation.ts';
import type { Tables } from './tables.ts';

/** In order, forward only. A migration that was released is never edited. */
const migrations = { '0001-foundation': foundation };

/** Brings the database up to date. Throws what the failing migration threw; nothing of that migration stays. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
