import type { Store } from '../domain/store.ts';
import { addEntries } from './audit.ts';
import type { Change } from './changes.ts';

/** Those that are revoked. */
export function tokens(change: Change) {
  return {
    async revokeToken({ tokenId, organizationId, expiresAt }, audit) {
      // Between two changes: once it is revoked, none that it stands for is made any more.
      await change(organizationId, async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('revoked_tokens')
          .values({ token_id: tokenId, organization_id: organizationId, expires_at: expiresAt })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows) await addEntries(transaction, [audit()]);
      });
    },
  } satisfies Partial<Store>;
}
