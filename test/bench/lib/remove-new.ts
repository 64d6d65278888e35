import { sql } from 'kysely';
import { openDatabase } from '../../../server/storage/index.ts';
import type { Installation } from './installation.ts';

/**
 * Remembers this moment.
 *
 * @returns removes the keys, audit entries and revocations that were made since, past the service; what a load left behind
 * unanswered, one request a connection at most, may still come after that
 */
export function removeNew({ databaseUrl, clientId: owner }: Installation): () => Promise<void> {
  const since = Date.now();
  return async () => {
    const { db } = await openDatabase(databaseUrl, { poolSize: 1 });
    try {
      await db.transaction().execute(async (transaction) => {
        const { organization_id: organizationId } = await transaction
          .selectFrom('api_keys')
          .select('organization_id')
          .where('client_id', '=', owner)
          .executeTakeFirstOrThrow();
        const removeFrom = (table: 'api_keys' | 'audit_entries') =>
          transaction
            .deleteFrom(table)
            .where('organization_id', '=', organizationId)
            .where('created_at', '>=', since)
            .executeTakeFirst();
        const { numDeletedRows } = await removeFrom('api_keys');
        await removeFrom('audit_entries');
        await transaction.deleteFrom('revoked_tokens').execute();
        await transaction
          .updateTable('organizations')
          .set({ key_count: sql`key_count - ${sql.lit(Number(numDeletedRows))}` })
          .where('organization_id', '=', organizationId)
          .execute();
      });
    } finally {
      await db.destroy();
    }
  };
}
