import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { primaryKeys, type TableName } from './primary-keys.ts';
import type { Tables } from './tables.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Rows that are in memory at once. */
const pageSize = 1000;

/** A table's rows by primary key, which every engine sorts alike. */
export async function* pagesOf(db: Kysely<Tables>, table: TableName): AsyncGenerator<Row[]> {
  const key = primaryKeys[table];
  let after = sql``;
  for (;;) {
    const query = sql<Row>`select * from ${sql.table(table)} ${after} order by ${sql.ref(key)} limit ${sql.lit(pageSize)}`;
    const { rows } = await query.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    after = sql`where ${sql.ref(key)} > ${rows.at(-1)?.[key]}`;
  }
}

export interface Digest {
  readonly rows: number;
  /** SHA-256 of the rows, each as JSON. */
  readonly sha256: string;
}

/** The digest of rows that come page by page: two tables with the same rows have the same. */
export function createDigest() {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add(page: readonly Row[]): void {
      // Engines name the columns in an order of their own.
      const columns = Object.keys(page[0] ?? {}).sort();
      for (const row of page) hash.update(`${JSON.stringify(columns.map((column) => [column, row[column]]))}\n`);
      rows += page.length;
    },
    end: (): Digest => ({ rows, sha256: hash.digest('hex') }),
  };
}
