import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** How long another program may still need to close the file, in milliseconds. */
const patience = 2000;

/**
 * Opens a SQLite file for this process alone: nobody reads or writes it until it is closed.
 *
 * @throws if anybody has it open
 */
export async function openAlone(file: string): Promise<Kysely<Tables>> {
  const database = new Database(file, { fileMustExist: true, timeout: patience });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    // The lock is taken by the first transaction, and held after it.
    await sql`begin exclusive`.execute(db);
    await sql`commit`.execute(db);
    return db;
  } catch (error) {
    await db.destroy();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new Error(`${file} is in use. Stop the service first: what it wrote meanwhile would be lost.`);
  }
}
