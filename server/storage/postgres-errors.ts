import { DatabaseError } from 'pg';
import { StoreUnavailable } from '../domain/store.ts';

/**
 * What the server says when nothing is wrong with a statement: classes of SQLSTATE (PostgreSQL's Appendix A), and some
 * single ones. Each leaves the transaction undone, so that the call can be made again; only of a connection that breaks
 * while it commits nobody knows.
 */
const transient = [
  '08', // connection exceptions
  '0A000', // feature_not_supported: what was prepared before a migration gives something else now
  '25006', // read_only_sql_transaction: a standby, in the middle of a failover
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  '26000', // invalid_sql_statement_name: what was prepared is gone, behind a pooler, say
  '28', // a password that has just been changed
  '3D000', // invalid_catalog_name: not restored yet
  '40', // deadlocks, and transactions that can't be put in an order
  '42P01', // undefined_table: not restored yet
  '42P05', // duplicate_prepared_statement: behind a pooler, another replica's
  '53', // no connections, memory or disk left
  '55P03', // lock_not_available: lock_timeout
  '57', // statement_timeout, and a server that stops or starts
  '58', // input and output errors
  'XX', // internal errors: a page that is damaged, a pooler that can't go on
];

/**
 * Throws what a connection threw. Without a SQLSTATE there was no answer: the server can't be reached, or not in time.
 *
 * @throws {StoreUnavailable} where trying again may help
 */
export function toUnavailable(error: unknown): never {
  const code = error instanceof DatabaseError ? (error.code ?? '') : undefined;
  const isTransient = code === undefined || transient.some((prefix) => code.startsWith(prefix));
  throw isTransient ? new StoreUnavailable(error) : error;
}

/** After these a connection is of no use: the server hangs up, only reads now, or what was prepared on it is gone. */
const final = ['08', '0A000', '25006', '25P03', '26000', '42P05', '57P'];

/** Whether a connection is to be given up after what it threw. */
export function isFinal(error: unknown): boolean {
  // Without an answer one may still come, and must not be taken for that to another statement.
  return !(error instanceof DatabaseError) || final.some((prefix) => error.code?.startsWith(prefix));
}

/** Whether this only says that an earlier statement failed (in_failed_sql_transaction). */
export function isAborted(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '25P02';
}
