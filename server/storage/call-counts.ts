import { type Kysely, sql } from 'kysely';
import type { Store } from '../domain/store.ts';
import type { Tables } from './tables.ts';

export function callCounts(db: Kysely<Tables>) {
  return {
    // One statement: of two replicas that count at once, each sees the other's calls or its own come first.
    async countCalls({ name, calls, now, window }) {
      const isOver = sql<boolean>`call_counts.expires_at <= ${now}`;
      const { calls: counted, expires_at } = await db
        .insertInto('call_counts')
        .values({ name, calls, expires_at: now + window })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({
            calls: sql`case when ${isOver} then excluded.calls else call_counts.calls + excluded.calls end`,
            expires_at: sql`case when ${isOver} then excluded.expires_at else call_counts.expires_at end`,
          }),
        )
        .returning(['calls', 'expires_at'])
        .executeTakeFirstOrThrow();
      return { calls: counted, endsAt: expires_at };
    },
  } satisfies Partial<Store>;
}
