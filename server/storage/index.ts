import { type Store, StoreUnavailable } from '../domain/store.ts';
import { translateErrors } from './availability.ts';
import type { OpenDatabase, OpenSettings } from './engine.ts';
import { createStore } from './store.ts';

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
  try {
    // Only the driver that is needed is loaded: they are a part of each start.
    const { open } = isSqlite(url) ? await import('./open-sqlite.ts') : await import('./open-postgres.ts');
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

/** For whoever started something that failed: what didn't work, and why if it was the store. */
export function describeFailure(error: unknown): string {
  if (error instanceof StoreUnavailable) return `${error.message}: ${reasonOf(error)}`;
  return error instanceof Error ? error.message : String(error);
}

/** The words of whatever is at the bottom: the database's own. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error.cause === undefined ? error.message || error.name : reasonOf(error.cause);
}
