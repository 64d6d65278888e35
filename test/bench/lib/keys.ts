import { type Kysely, sql } from 'kysely';
import { openDatabase } from '../../../server/storage/index.ts';
import type { Tables } from '../../../server/storage/tables.ts';
import { query } from '../../support/postgres.ts';
import { isSqlite } from './databases.ts';
import { insertBatch } from './key-batch.ts';

/** Keys to be put where a service finds them. */
export interface KeysToInsert {
  /** Of a migrated database. A service may have it open. */
  readonly databaseUrl: string;
  /** The key that makes them, in whose organization they are. */
  readonly owner: string;
  readonly count: number;
  /** Called now and then with how many there are. */
  readonly report?: (inserted: number) => void;
}

/** Milliseconds from one key to the next. */
const interval = 1000;

/** So many in one transaction, well within the time that a statement may take. */
const batch = 5000;

/**
 * Adds keys whose secrets nobody knows, each with its audit entry, past the service: through it, a million would take an
 * hour. They are named by `nameOf` and older than now.
 *
 * @returns their client ids, the oldest first
 */
export async function insertKeys({ databaseUrl, owner, count, report }: KeysToInsert): Promise<string[]> {
  const { db } = await openDatabase(databaseUrl, { poolSize: 1 });
  try {
    const ids = await insertAll(db, owner, count, report);
    if (isSqlite(databaseUrl)) await sql`pragma wal_checkpoint(truncate)`.execute(db);
    // As PostgreSQL does by itself within a minute.
    else await query(databaseUrl, 'vacuum analyze');
    return ids;
  } finally {
    await db.destroy();
  }
}

/** @param number from 1 on, in the order in which keys were made */
export function nameOf(number: number): string {
  return `Key ${String(number).padStart(7, '0')}`;
}

async function insertAll(db: Kysely<Tables>, owner: string, count: number, report = (_inserted: number) => {}) {
  const { organization_id: organizationId } = await db
    .selectFrom('api_keys')
    .select('organization_id')
    .where('client_id', '=', owner)
    .executeTakeFirstOrThrow(() => new Error('There is no owner'));
  const start = Date.now() - (count + 1) * interval;
  const ids: string[] = [];
  for (let from = 1; from <= count; from += batch) {
    report(from - 1);
    const to = Math.min(from + batch - 1, count);
    for (const id of await insertBatch(db, { organizationId, owner, from, to, start, interval })) ids.push(id);
  }
  return ids.sort();
}
