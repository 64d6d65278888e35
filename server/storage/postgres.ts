import { Kysely, type PostgresPoolClient, sql } from 'kysely';
import pg, { type ClientBase, type PoolClient } from 'pg';
import { StoreUnavailable } from '../domain/store.ts';
import type { OpenDatabase } from './engine.ts';
import { wrap } from './postgres-connection.ts';
import { Dialect } from './postgres-dialect.ts';
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
    connectionTimeoutMillis: 4000,
    lock_timeout: 4000,
    statement_timeout: 5000,
    query_timeout: 6000,
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
    allowExitOnIdle: true,
    application_name: 'latchkey',
    connectionString: url,
    keepAlive: true,
    max: poolSize,
    types: { getTypeParser },
    onConnect: refuseStandby,
    ...wait,
  });
  // An idle connection that breaks is no news: who needs one next makes another. One may break in the moment before it is
  // lent, when the pool no longer listens.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  const connect = async () => {
    const client = await pool.connect().catch((error: unknown) => {
      // Whatever the reason is, nothing was asked yet.
      throw new StoreUnavailable(error);
    });
    const wrapped = known.get(client) ?? wrap(client);
    known.set(client, wrapped);
    return wrapped;
  };
  return {
    db: new Kysely<Tables>({ dialect: new Dialect({ pool: { connect, end: () => pool.end(), options: {} } }) }),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** A standby lags behind: a key that was deleted would live there for a while. */
async function refuseStandby(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ is_standby: boolean }>('select pg_is_in_recovery() as is_standby');
  if (rows[0]?.is_standby) throw new Error('it is a standby, which may lag behind: the primary is needed');
}

/** @throws if the database can't hold every text */
export async function requireUtf8(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8') throw new Error(`its encoding is ${encoding}: it must be UTF8`);
}

/** Times and counts are well within what a number holds exactly. */
function getTypeParser(type: number, format?: 'text' | 'binary') {
  return type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format as 'text');
}
