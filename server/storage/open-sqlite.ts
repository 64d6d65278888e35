import type { OpenDatabase, OpenSettings } from './engine.ts';
import { migrate, requireUpToDate } from './migrate.ts';
import { openSqlite, stopWaiting } from './sqlite.ts';

/** @param url `sqlite:PATH` or `sqlite::memory:` */
export async function open(url: string, { mayMigrate }: OpenSettings): Promise<OpenDatabase> {
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
