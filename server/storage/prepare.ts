import { type Compilable, type Kysely, sql } from 'kysely';

/**
 * A query that is built once and run with other values each time: building it costs several times what running does.
 *
 * @param query with any values in the places of its parameters
 * @returns runs it with these values, in the order in which the query names them
 */
export function prepare<Row, Database>(db: Kysely<Database>, query: Compilable<Row>) {
  const compiled = query.compile();
  return async (...parameters: unknown[]): Promise<Row[]> => {
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}

/** A parameter whose value SQLite can't see when it plans: it would plan anew for each value where a join or an order is. */
export const text = sql<string>`cast(${''} as text)`;
export const integer = sql<number>`cast(${0} as bigint)`;
