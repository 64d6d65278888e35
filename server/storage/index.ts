import type { Store } from '../domain/store.ts';
import { translateErrors } from './availability.ts';
import type { OpenDatabase, OpenSettings } from './engine.ts';
import { migrate, requireUpToDate } from './migrate.ts';
import { openPostgres, patience, requireUtf8 } from './postgres.ts';
import { openSqlite, stopWaiting } from './sqlite.ts';
import { createStore } from './store.ts';

export { type Backup, backUpSqlite } from './backup.ts';
export { type CopiedTable, copyToPostgres } from './copy.ts';

const usual: OpenSettings = { poolSize: 10, mayMigrate: true };

/**
 * Opens the database that a URL names, and brings it up to date unless told not to.
 *
 * @param url `sqlite:PATH`, `sqlite::memory:` or `postgres://…`
 * @throws an error that names the database
 */
export async function openStore(url: string, settings?: Partial<OpenSettings>): Promise<Store> {
  const { db, connections } = await openDatabase(url, settings);
  return { ...translateErrors(createStore(db)), connections };
}

/** The tables of the same, for what works on all of their rows. */
export async function openDatabase(url: string, settings: Partial<OpenSettings> = {}): Promise<OpenDatabase> {
  const open = isSqlite(url) ? openSqliteDatabase : openPostgresDatabase;
  try {
    return await open(url, { ...usual, ...settings });
  } catch (error) {
    throw new Error(`The database ${withoutPassword(url)} can't be opened: ${reasonOf(error)}`, { cause: error });
  }
}

function isSqlite(url: string): boolean {
  return url.startsWith('sqlite:');
}

/** A database's URL as it may be shown. */
export function withoutPassword(url: string): string {
  // As far as the last @: one that should have been written %40 is a part of it.
  return url.replace(/^(\w+:\/\/[^:@/]*):.*@/, '$1:***@').replace(/([?&]\w*password=)[^&]*/gi, '$1***');
}

async function openSqliteDatabase(url: string, { mayMigrate }: OpenSettings): Promise<OpenDatabase> {
  const db = openSqlite(url.slice('sqlite:'.length));
  try {
    await (mayMigrate ? migrate : requireUpToDate)(db);
    await stopWaiting(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, connections: () => ({ open: 1, idle: 0, waiting: 0 }) };
}

async function openPostgresDatabase(url: string, { poolSize, mayMigrate }: OpenSettings): Promise<OpenDatabase> {
  const { db } = openPostgres(url, { poolSize: 1, wait: patience.starting });
  try {
    await requireUtf8(db);
    await (mayMigrate ? migrate : requireUpToDate)(db);
  } finally {
    await db.destroy();
  }
  return openPostgres(url, { poolSize, wait: patience.serving });
}

/** The words of whatever is at the bottom: the database's own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error.cause === undefined ? error.message || error.name : reasonOf(error.cause);
}
