import type { Kysely, Transaction } from 'kysely';
import type { NewOrganization, Store } from '../domain/store.ts';
import { addEntries } from './audit.ts';
import { addKey } from './keys.ts';
import type { Tables } from './tables.ts';

export function organizations(db: Kysely<Tables>) {
  return {
    async bootstrap(made) {
      return await db.transaction().execute(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('installation')
          .values({ id: 1, bootstrapped_at: made.organization.createdAt })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 0n) return false;
        await addOrganization(transaction, made);
        return true;
      });
    },

    async insertOrganization(made) {
      await db.transaction().execute((transaction) => addOrganization(transaction, made));
    },

    async organizations() {
      const rows = await db
        .selectFrom('organizations')
        .select(['organization_id', 'name', 'created_at', 'key_count'])
        .orderBy('created_at')
        .orderBy('organization_id')
        .execute();
      return rows.map((row) => ({
        organizationId: row.organization_id,
        name: row.name,
        createdAt: row.created_at,
        keyCount: row.key_count,
      }));
    },
  } satisfies Partial<Store>;
}

async function addOrganization(transaction: Transaction<Tables>, made: NewOrganization): Promise<void> {
  const { organizationId: organization_id, name, createdAt: created_at } = made.organization;
  await transaction.insertInto('organizations').values({ organization_id, name, created_at, key_count: 0 }).execute();
  await addKey(transaction, made.key, made.secret);
  await addEntries(transaction, made.audit);
}
