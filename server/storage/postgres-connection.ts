import { hash } from 'node:crypto';
import type { PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import { isAborted, isFinal, toUnavailable } from './postgres-errors.ts';

/** A connection that remembers its statements, and that is given up when it is of no use any more. */
export function wrap(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  let failure: unknown;
  // Without a listener, one that breaks between two statements of a transaction would end the process.
  client.on('error', () => {
    isBroken = true;
  });
  const query = async (text: string, values: readonly unknown[]) => {
    if (isBroken) toUnavailable(new Error('The connection was given up'));
    try {
      return await client.query({ ...statementOf(text, values.length), values: values.map(withoutNul) });
    } catch (error) {
      isBroken ||= isFinal(error);
      // Kysely's migrator goes on after a failure: tell what failed, and not that something did.
      if (!isAborted(error)) failure = error;
      return toUnavailable(failure);
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

/** A text with more values than this says something of each of many rows: the next one has another length. */
const mostValues = 30;

const statements = new Map<string, { text: string; name?: string }>();

/** A text that has a name is parsed and planned once by each connection. */
function statementOf(text: string, values: number): { text: string; name?: string } {
  const known = statements.get(text);
  if (known) return known;
  if (statements.size >= mostStatements || values > mostValues) return { text };
  const statement = { text, name: hash('sha256', text, 'base64url').slice(0, 16) };
  statements.set(text, statement);
  return statement;
}
