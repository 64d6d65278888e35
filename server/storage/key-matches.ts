import type { Expression, Kysely, SqlBool, Transaction } from 'kysely';
import { countCap, type KeyQuery } from '../domain/lists.ts';
import { keyColumns } from './columns.ts';
import { isAfter, type KeyFilter } from './key-filters.ts';
import type { Tables } from './tables.ts';

/**
 * The keys that pass all filters. When one filter lets few through, they are found by its index, and sorted. When each
 * lets many through, they are looked for in the order of the list. An engine that knows no statistics is not asked.
 *
 * @returns a part of them, and how many there are: `countCap + 1` if more than `countCap`
 */
export async function findMatches(
  db: Kysely<Tables>,
  organizationId: string,
  filters: readonly KeyFilter[],
  { limit, offset, after }: Pick<KeyQuery, 'limit' | 'offset' | 'after'>,
): Promise<{ rows: Tables['api_keys'][]; count: number }> {
  const snapshot = db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read');
  return await snapshot.execute(async (transaction) => {
    const counts: number[] = [];
    for (const { indexed } of filters) counts.push(await countKeys(transaction, organizationId, [indexed]));
    const fewest = Math.min(...counts);
    const rarest = fewest > countCap ? undefined : filters[counts.indexOf(fewest)];

    const conditions = filters.map((filter) => {
      if (!rarest) return filter.inOrder;
      return filter === rarest ? filter.indexed : filter.computed;
    });
    const count = filters.length === 1 ? fewest : await countKeys(transaction, organizationId, conditions);

    // The limit is a fence: the matches are found first, and then their place in the list.
    const matches = keysThat(transaction, organizationId, conditions).select(keyColumns);
    let part = transaction.selectFrom((rarest ? matches.limit(countCap) : matches).as('match')).select(keyColumns);
    if (after) part = part.where(isAfter(after.at, after.id));
    const rows = await part.orderBy('created_at').orderBy('client_id').limit(limit).offset(offset).execute();
    return { rows, count };
  });
}

async function countKeys(db: Transaction<Tables>, organizationId: string, conditions: Expression<SqlBool>[]) {
  const counted = keysThat(db, organizationId, conditions)
    .select('organization_id')
    .limit(countCap + 1);
  const { count } = await db
    .selectFrom(counted.as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function keysThat(db: Transaction<Tables>, organizationId: string, conditions: Expression<SqlBool>[]) {
  return db
    .selectFrom('api_keys')
    .where('organization_id', '=', organizationId)
    .where(({ and }) => and(conditions));
}
