import { hash } from 'node:crypto';
import {
  type ColumnDefinitionNode,
  DataTypeNode,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  RawNode,
  sql,
} from 'kysely';
import pg, { type PoolClient } from 'pg';
import type { OpenDatabase } from './engine.ts';
import { toUnavailable } from './postgres-errors.ts';
import type { Tables } from './tables.ts';

/** Milliseconds. */
interface Patience {
  /** For a connection, a free one or a new one. */
  readonly connectionTimeoutMillis: number;
  /** For another transaction's locks. */
  readonly lock_timeout: number;
  /** For a statement, as the server counts it. */
  readonly statement_timeout: number;
  /** For a statement's answer, as this process counts it: a server that was stopped or cut off counts nothing. */
  readonly query_timeout: number;
  /** For the next statement of a transaction, whose locks others wait for. */
  readonly idle_in_transaction_session_timeout: number;
}

export const patience = {
  /** A migration may rewrite a table, and wait for a replica that does. */
  starting: {
    connectionTimeoutMillis: 5000,
    lock_timeout: 300_000,
    statement_timeout: 600_000,
    query_timeout: 610_000,
    idle_in_transaction_session_timeout: 60_000,
  },
  serving: {
    connectionTimeoutMillis: 2000,
    lock_timeout: 2000,
    statement_timeout: 4000,
    query_timeout: 5000,
    idle_in_transaction_session_timeout: 10_000,
  },
} satisfies Record<string, Patience>;

/**
 * Connections to a PostgreSQL database, made when they are needed. Nobody waits for it without an end, and every failure
 * to reach it is a StoreUnavailable; the next call tries anew.
 *
 * @param url `postgres://…`, with what else pg-connection-string knows of (`sslmode`, `application_name`)
 * @param poolSize as many connections as are held at once
 */
export function openPostgres(url: string, { poolSize, wait }: { poolSize: number; wait: Patience }): OpenDatabase {
  const pool = new pg.Pool({
    application_name: 'latchkey',
    connectionString: url,
    keepAlive: true,
    max: poolSize,
    types: { getTypeParser },
    ...wait,
  });
  // An idle connection that breaks is no news: who needs one next makes another.
  pool.on('error', () => undefined);
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  const connect = async () => {
    const client = await pool.connect().catch(toUnavailable);
    const wrapped = known.get(client) ?? wrap(client);
    known.set(client, wrapped);
    return wrapped;
  };
  return {
    db: new Kysely<Tables>({ dialect: new Dialect({ pool: { connect, end: () => pool.end(), options: {} } }) }),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** A connection that remembers its statements, and that is given up once it didn't answer in time. */
function wrap(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  // Without a listener, one that breaks between two statements of a transaction would end the process.
  client.on('error', () => {
    isBroken = true;
  });
  const query = async (text: string, values: readonly unknown[]) => {
    if (isBroken) toUnavailable(new Error('The connection was given up'));
    try {
      return await client.query({ ...statementOf(text), values: values.map(withoutNul) });
    } catch (error) {
      // Its answer may still come, and must not be taken for that to another statement.
      isBroken ||= (error as Error).message === 'Query read timeout';
      return toUnavailable(error);
    }
  };
  // Kysely asks for rows alone: there are no cursors here.
  const withoutCursors = query as unknown as PostgresPoolClient['query'];
  return { query: withoutCursors, release: (discard) => client.release(isBroken || discard) };
}

/** Its texts hold no NUL, and neither does any that is stored: a noncharacter finds as little as a NUL would. */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uffff') : value;
}

/** As many texts as are prepared on each connection. There are fewer; a bound keeps it so. */
const mostStatements = 500;

const statements = new Map<string, { text: string; name?: string }>();

/** A text that has a name is parsed and planned once by each connection. */
function statementOf(text: string): { text: string; name?: string } {
  const known = statements.get(text);
  if (known) return known;
  if (statements.size >= mostStatements) return { text };
  const statement = { text, name: hash('sha256', text, 'base64url').slice(0, 16) };
  statements.set(text, statement);
  return statement;
}

/** Times and counts are well within what a number holds exactly. */
function getTypeParser(type: number, format?: 'text' | 'binary') {
  return type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format as 'text');
}

class Dialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler();
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}

/** Held until the migrating transaction ends: Kysely's own lock is given back before it is committed. */
class Adapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(db);
  }

  override async releaseMigrationLock(): Promise<void> {}
}

/** Any number that no other program is likely to lock in the same database. */
const migrationLock = 7_523_094_288_207_667;

/** Texts are compared by their bytes, alike in every engine and whatever the database's own collation is. */
class Compiler extends PostgresQueryCompiler {
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const { dataType } = node;
    const isText = DataTypeNode.is(dataType) && dataType.dataType === 'text';
    super.visitColumnDefinition(isText ? { ...node, dataType: bytewiseText } : node);
  }
}

const bytewiseText = RawNode.createWithSql('text collate "C"') as ColumnDefinitionNode['dataType'];
