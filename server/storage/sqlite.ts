import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import {
  type Compilable,
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteStatement,
  sql,
  type TransactionSettings,
} from 'kysely';
import type { Tables } from './tables.ts';

/** How long a statement waits for another process's write, in milliseconds. It blocks this process meanwhile. */
const busyTimeout = { starting: 30_000, serving: 20 };

/**
 * How long transactions wait, in milliseconds, while this process goes on with other things. Every write is made in one,
 * so that it waits this way.
 */
const longestWait = 1000;

/**
 * Opens a SQLite file, making it and its folder if need be. An acknowledged write survives a crash and a power
 * loss: write-ahead log, synced at each commit. Waits patiently for another process that is just making the same.
 *
 * @param file path, or `:memory:`
 */
export function openSqlite(file: string): Kysely<Tables> {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file, { timeout: busyTimeout.starting });
  if (file !== ':memory:') chmodSync(file, 0o600);
  useWriteAheadLog(database);
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const dialect = new Dialect({ database: rememberStatements(database) });
  // A second connection to memory would be to another database.
  if (file === ':memory:') return new Kysely<Tables>({ dialect });
  return new WithReader(dialect, new Database(file, { readonly: true, timeout: busyTimeout.serving }));
}

/**
 * Prepared reads have a connection of their own, on which nothing else happens: they see what was committed last, and
 * wait for no transaction. Kysely lends the other one to one query at a time, which costs as much as a read itself.
 */
class WithReader extends Kysely<Tables> {
  readonly #reader: ReturnType<typeof rememberStatements>;

  constructor(dialect: Dialect, reader: Database.Database) {
    super({ dialect });
    this.#reader = rememberStatements(reader);
  }

  override async executeQuery<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>> {
    const { query: node, sql, parameters } = 'compile' in query ? query.compile() : query;
    if (!SelectQueryNode.is(node)) return await super.executeQuery(query);
    return { rows: this.#reader.prepare(sql).all(parameters) as Row[] };
  }

  override async destroy(): Promise<void> {
    this.#reader.close();
    await super.destroy();
  }
}

/** Milliseconds between two tries. */
const tryAgainAfter = 10;

/**
 * The first process to open a file changes its journal, for which it needs the file for itself. SQLite doesn't wait for
 * that: of several that start at once on a new file, some are told at once that it is locked. So they are patient here.
 */
function useWriteAheadLog(database: Database.Database): void {
  const deadline = Date.now() + busyTimeout.starting;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tryAgainAfter);
    }
  }
}

/** From now on requests wait: none of them for long. */
export async function stopWaiting(db: Kysely<Tables>): Promise<void> {
  await sql`pragma busy_timeout = ${sql.lit(busyTimeout.serving)}`.execute(db);
}

class Dialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new Driver(this.#config);
  }

  override createAdapter(): Adapter {
    return new Adapter();
  }

  override createQueryCompiler(): Compiler {
    return new Compiler();
  }
}

/** Who writes has the whole database locked by then: a query that asks to lock its rows need not say so. */
class Compiler extends SqliteQueryCompiler {
  protected override visitSelectQuery(node: SelectQueryNode): void {
    const { endModifiers: _, ...rest } = node;
    super.visitSelectQuery(rest);
  }
}

/** SQLite undoes changes of the schema with the rest of a transaction, whatever Kysely assumes. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * A transaction that will write takes the lock as it begins, and waits for another process's there. One that had read
 * first could not wait: what it read may be out of date by then, and SQLite has it fail at once.
 */
class Driver extends SqliteDriver {
  /** When the lock was first found taken; those who come after that wait no longer than the first. */
  #takenSince: number | undefined;

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings = {}): Promise<void> {
    const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate';
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw(begin));
        this.#takenSince = undefined;
        return;
      } catch (error) {
        this.#takenSince ??= performance.now();
        if (!isBusy(error) || performance.now() - this.#takenSince > longestWait) throw error;
        await wait(tryAgainAfter);
      }
    }
  }
}

function isBusy(error: unknown): boolean {
  return (error as { code?: string }).code === 'SQLITE_BUSY';
}

/** Kysely prepares a statement for each query, which costs five times what running it does. Their texts are few. */
function rememberStatements(database: Database.Database) {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(text: string): SqliteStatement {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(text) as SqliteStatement;
      statements.set(text, statement);
      return statement;
    },
    close: () => database.close(),
  };
}
