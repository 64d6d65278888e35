import type { Kysely } from 'kysely';
import type { Store } from '../domain/store.ts';
import { addEntries } from './audit.ts';
import { toSigningKey, toSigningKeyRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** What tokens are signed with, and those that are revoked. */
export function tokens(db: Kysely<Tables>) {
  return {
    async signingKeys() {
      const rows = await db.selectFrom('signing_keys').selectAll().orderBy('sequence', 'desc').execute();
      return rows.map(toSigningKey);
    },

    async addFirstSigningKey(key) {
      const row = toSigningKeyRow(key, 1);
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('signing_keys')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
    },

    async revokeToken({ tokenId, organizationId, expiresAt }, audit) {
      await db.transaction().execute(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('revoked_tokens')
          .values({ token_id: tokenId, organization_id: organizationId, expires_at: expiresAt })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows) await addEntries(transaction, [audit]);
      });
    },
  } satisfies Partial<Store>;
}
