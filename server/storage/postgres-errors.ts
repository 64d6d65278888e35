import { DatabaseError } from 'pg';
import { StoreUnavailable } from '../domain/store.ts';

/**
 * What the server says when nothing is wrong with a statement: classes of SQLSTATE (PostgreSQL's Appendix A), and some
 * single ones. Each leaves the transaction undone, so that the call can be made again.
 */
const transient = [
  '08', // connection exceptions
  '25006', // read_only_sql_transaction: a standby, in the middle of a failover
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  '28', // a password that has just been changed
  '3D000', // invalid_catalog_name: not restored yet
  '40', // deadlocks, and transactions that can't be put in an order
  '53', // no connections, memory or disk left
  '55P03', // lock_not_available: lock_timeout
  '57', // statement_timeout, and a server that stops or starts
  '58', // input and output errors
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
