import { type Kysely, sql, type Transaction } from 'kysely';
import type { Store } from '../domain/store.ts';
import type { Tables } from './tables.ts';

/** Tables whose rows expire, and their primary keys. */
const expiring = [
  ['revoked_tokens', 'token_id'],
  ['stored_answers', 'answer_id'],
  ['call_counts', 'name'],
] as const;

export function sweep(db: Kysely<Tables>) {
  return {
    async sweep(now, most) {
      return await db.transaction().execute(async (transaction) => {
        let isAnyLeft = false;
        for (const [table, key] of expiring) {
          const expired = (limit: number) => oldest(transaction, table, key, now, limit);
          await sql`with expired as ${expired(most)}
            delete from ${sql.table(table)} where ${sql.ref(key)} in (select id from expired)`.execute(transaction);
          isAnyLeft ||= (await expired(1).execute()).length > 0;
        }
        return isAnyLeft;
      });
    },
  } satisfies Partial<Store>;
}

/** Rows that another process erases at this moment are left to it: two that wait for each other's would get nowhere. */
function oldest(transaction: Transaction<Tables>, table: string, key: string, now: number, limit: number) {
  return transaction
    .selectFrom(sql<{ expires_at: number }>`${sql.table(table)}`.as('row'))
    .select(sql.ref<string>(key).as('id'))
    .where('row.expires_at', '<=', now)
    .orderBy('row.expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
}
