import type { Store } from '../domain/store.ts';
import { translateErrors } from './availability.ts';
import type { OpenDatabase, OpenSettings } from './engine.ts';
import { migrate } from './migrate.ts';
import { openPostgres, patience } from './postgres.ts';
import { openSqlite, stopWaiting } from './sqlite.ts';
import { createStore } from './store.ts';

/** Connections that a replica holds, where it holds several. */
const usualPoolSize = 10;

/**
 * Opens the database that a URL names and brings it up to date.
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
    return await open(url, { poolSize: usualPoolSize, ...settings });
  } catch (error) {
    throw new Error(`The database ${withoutPassword(url)} can't be opened: ${reasonOf(error)}`, { cause: error });
  }
}

function isSqlite(url: string): boolean {
  return url.startsWith('sqlite:');
}

/** A database's URL as it may be shown. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1:***@').replace(/([?&]password=)[^&]*/, '$1***');
}

async function openSqliteDatabase(url: string): Promise<OpenDatabase> {
  const db = openSqlite(url.slice('sqlite:'.length));
  try {
    await migrate(db);
    await stopWaiting(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, connections: () => ({ open: 1, idle: 0, waiting: 0 }) };
}

async function openPostgresDatabase(url: string, { poolSize }: OpenSettings): Promise<OpenDatabase> {
  const { db } = openPostgres(url, { poolSize: 1, wait: patience.starting });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  return openPostgres(url, { poolSize, wait: patience.serving });
}

/** The words of whatever is at the bottom: the database's own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error.cause === undefined ? error.message || error.name : reasonOf(error.cause);
}
