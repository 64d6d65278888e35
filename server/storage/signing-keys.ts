import type { Kysely, Transaction } from 'kysely';
import type { SigningKey } from '../domain/model.ts';
import type { Store } from '../domain/store.ts';
import { signingKeyColumns } from './columns.ts';
import { toSigningKey, toSigningKeyRow } from './rows.ts';
import type { Tables } from './tables.ts';

export function signingKeys(db: Kysely<Tables>) {
  return {
    async signingKeys() {
      return (await newestFirst(db).execute()).map(toSigningKey);
    },

    async addSigningKey(key, newest) {
      return await db.transaction().execute(async (transaction) => {
        const last = await newestFirst(transaction).executeTakeFirst();
        return last?.kid === newest && (await insertAfter(transaction, last, key));
      });
    },

    async replaceSigningKeys(key) {
      return await db.transaction().execute(async (transaction) => {
        const last = await newestFirst(transaction).executeTakeFirst();
        if (!(await insertAfter(transaction, last, key))) return false;
        await transaction.deleteFrom('signing_keys').where('kid', '!=', key.kid).execute();
        return true;
      });
    },

    async eraseSigningKeys(kids) {
      if (kids.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('signing_keys').where('kid', 'in', kids).execute();
      });
    },
  } satisfies Partial<Store>;
}

function newestFirst(db: Kysely<Tables>) {
  return db.selectFrom('signing_keys').select(signingKeyColumns).orderBy('sequence', 'desc');
}

/** @returns false if another process did the same at the same moment: `sequence` is unique */
async function insertAfter(
  transaction: Transaction<Tables>,
  last: Tables['signing_keys'] | undefined,
  key: SigningKey,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('signing_keys')
    .values(toSigningKeyRow(key, (last?.sequence ?? 0) + 1))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
