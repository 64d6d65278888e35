import type { OpenDatabase, OpenSettings } from './engine.ts';
import { migrate, requireUpToDate } from './migrate.ts';
import { openPostgres, patience, requireUtf8 } from './postgres.ts';

/** @param url `postgres://…` */
export async function open(url: string, { poolSize, mayMigrate }: OpenSettings): Promise<OpenDatabase> {
  const { db } = openPostgres(url, { poolSize: 1, wait: patience.starting });
  try {
    await requireUtf8(db);
    await (mayMigrate ? migrate : requireUpToDate)(db);
  } finally {
    await db.destroy();
  }
  return openPostgres(url, { poolSize, wait: patience.serving });
}
