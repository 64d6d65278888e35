import { type Kysely, sql, type Transaction } from 'kysely';
import { openAlone } from './copy-source.ts';
import { createDigest, type Digest, pagesOf, type Row } from './digest.ts';
import { migrateWithin } from './migrate.ts';
import { openPostgres, patience, requireUtf8 } from './postgres.ts';
import { primaryKeys, type TableName, tableNames } from './primary-keys.ts';
import type { Tables } from './tables.ts';

export interface CopiedTable extends Digest {
  readonly table: TableName;
}

export interface CopyProgress {
  readonly step: 'Copying' | 'Checking';
  /** Rows. */
  readonly done: number;
  readonly total: number;
}

/**
 * Copies every row of a SQLite file to an empty PostgreSQL database, reads them back there and compares. All of it is one
 * transaction: on any failure nothing stays, not even a table, and a service that starts there meanwhile waits.
 *
 * @param file of a service that is stopped, and up to date
 * @param onProgress what it throws, this throws
 * @returns what is there now
 * @throws if anybody has the file open, if the target isn't empty, or if a row arrives otherwise than it was sent
 */
export async function copyToPostgres(
  file: string,
  url: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopiedTable[]> {
  const source = await openAlone(file);
  try {
    const { db } = openPostgres(url, { poolSize: 1, wait: patience.starting });
    try {
      return await db.transaction().execute((target) => copyAll(source, target, onProgress));
    } finally {
      await db.destroy();
    }
  } finally {
    await source.destroy();
  }
}

async function copyAll(
  source: Kysely<Tables>,
  target: Transaction<Tables>,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopiedTable[]> {
  await requireUtf8(target);
  await migrateWithin(target);
  await requireEmpty(target);
  const total = await countAll(source);
  const counter = (step: CopyProgress['step']) => {
    let done = 0;
    return (rows: number) => {
      done += rows;
      onProgress({ step, done, total });
    };
  };
  const onCopied = counter('Copying');
  const copied: CopiedTable[] = [];
  for (const table of tableNames) copied.push(await copyTable(source, target, table, onCopied));
  const read = copied.reduce((sum, { rows }) => sum + rows, 0);
  if (read !== total) throw new Error(`${read} of ${total} rows could be read`);
  const onChecked = counter('Checking');
  for (const sent of copied) requireEqual(sent, await digestTable(target, sent.table, onChecked));
  // Without it, the server would plan for empty tables at first.
  for (const table of tableNames) await sql`analyze ${sql.table(table)}`.execute(target);
  return copied;
}

async function copyTable(
  source: Kysely<Tables>,
  target: Transaction<Tables>,
  table: TableName,
  onCopied: (rows: number) => void,
): Promise<CopiedTable> {
  const digest = createDigest();
  const name = sql.table(table);
  for await (const page of pagesOf(source, table)) {
    for (const row of page) requireStorable(table, row);
    digest.add(page);
    const rows = sql`json_populate_recordset(null::${name}, ${JSON.stringify(page)})`;
    await sql`insert into ${name} select * from ${rows}`.execute(target);
    onCopied(page.length);
  }
  return { table, ...digest.end() };
}

async function digestTable(
  target: Transaction<Tables>,
  table: TableName,
  onChecked: (rows: number) => void,
): Promise<CopiedTable> {
  const digest = createDigest();
  for await (const page of pagesOf(target, table)) {
    digest.add(page);
    onChecked(page.length);
  }
  return { table, ...digest.end() };
}

async function requireEmpty(target: Transaction<Tables>): Promise<void> {
  for (const table of tableNames) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(target);
    if (rows.length > 0)
      throw new Error(`it is not empty: there are rows in ${table}. Make a new database for the copy`);
  }
}

async function countAll(source: Kysely<Tables>): Promise<number> {
  let total = 0;
  for (const table of tableNames) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(source);
    total += rows[0]?.count ?? 0;
  }
  return total;
}

/** PostgreSQL's texts hold no NUL. */
function requireStorable(table: TableName, row: Row): void {
  const wrong = Object.keys(row).find((column) => String(row[column]).includes('\0'));
  if (!wrong) return;
  const id = JSON.stringify(row[primaryKeys[table]]);
  throw new Error(`the row ${id} of ${table} has a NUL in ${wrong}, which PostgreSQL can't store. Change or delete it`);
}

function requireEqual(sent: CopiedTable, arrived: CopiedTable): void {
  const describe = ({ rows, sha256 }: Digest) => `${rows} rows with SHA-256 ${sha256}`;
  if (describe(sent) === describe(arrived)) return;
  throw new Error(`${sent.table} did not arrive as it was sent: ${describe(sent)} became ${describe(arrived)}`);
}
