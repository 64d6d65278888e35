import type { Store } from '../domain/store.ts';
import { translateErrors } from './availability.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite.ts';
import { createStore } from './store.ts';

/**
 * Opens the database that a URL names and brings it up to date.
 *
 * @param url `sqlite:PATH` or `sqlite::memory:`
 */
export async function openStore(url: string): Promise<Store> {
  const db = openSqlite(url.slice('sqlite:'.length));
  await migrate(db);
  return translateErrors(createStore(db));
}
