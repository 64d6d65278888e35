import type { Store } from '../domain/store.ts';
import { translateErrors } from './availability.ts';
import { migrate } from './migrate.ts';
import { openSqlite, stopWaiting } from './sqlite.ts';
import { createStore } from './store.ts';

/**
 * Opens the database that a URL names and brings it up to date.
 *
 * @param url `sqlite:PATH` or `sqlite::memory:`
 * @throws an error that names the database
 */
export async function openStore(url: string): Promise<Store> {
  try {
    return await openAndMigrate(url.slice('sqlite:'.length));
  } catch (error) {
    throw new Error(`The database ${url} can't be opened: ${(error as Error).message}`, { cause: error });
  }
}

async function openAndMigrate(file: string): Promise<Store> {
  const db = openSqlite(file);
  try {
    await migrate(db);
    await stopWaiting(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return translateErrors(createStore(db));
}
