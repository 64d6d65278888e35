import { sql } from 'kysely';
import { openDatabase } from '../../../server/storage/index.ts';
import type { Tables } from '../../../server/storage/tables.ts';
import { isSqlite } from './databases.ts';

/** Bytes on the disk, indices among them. */
export interface Disk {
  readonly keys: number;
  readonly auditEntries: number;
}

/** What a database takes for its keys and their secrets, and for the entries of its audit log. */
export async function diskOf(databaseUrl: string): Promise<Disk> {
  const { db } = await openDatabase(databaseUrl, { poolSize: 1 });
  try {
    const query = isSqlite(databaseUrl) ? sqliteSizes : postgresSizes;
    const { rows } = await query.execute(db);
    const sizes = new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
    const sizeOf = (table: keyof Tables) => sizes.get(table) ?? Number.NaN;
    return { keys: sizeOf('api_keys') + sizeOf('secrets'), auditEntries: sizeOf('audit_entries') };
  } finally {
    await db.destroy();
  }
}

interface Size {
  readonly name: string;
  readonly bytes: number;
}

const sqliteSizes = sql<Size>`
  select tbl_name as name, sum(pgsize) as bytes from sqlite_schema join dbstat using (name) group by tbl_name`;
const postgresSizes = sql<Size>`
  select relname as name, pg_total_relation_size(oid) as bytes from pg_class where relkind = 'r'`;
