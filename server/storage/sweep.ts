import { type Kysely, sql } from 'kysely';
import type { Store } from '../domain/store.ts';
import type { Tables } from './tables.ts';

/** Tables whose rows expire, and their primary keys. */
const expiring = { revoked_tokens: 'token_id', stored_answers: 'answer_id', call_counts: 'name' } as const;

export function sweep(db: Kysely<Tables>) {
  return {
    async sweep(now, most) {
      return await db.transaction().execute(async (transaction) => {
        let isAnyLeft = false;
        for (const [name, id] of Object.entries(expiring)) {
          const [table, key] = [sql.table(name), sql.ref(id)];
          const expired = (limit: number) =>
            sql`select ${key} from ${table} where expires_at <= ${now} order by expires_at limit ${limit}`;
          await sql`delete from ${table} where ${key} in (${expired(most)})`.execute(transaction);
          const { rows } = await expired(1).execute(transaction);
          isAnyLeft ||= rows.length > 0;
        }
        return isAnyLeft;
      });
    },
  } satisfies Partial<Store>;
}
