import { type Kysely, sql, type Transaction } from 'kysely';
import type { ApiKey, Secret } from '../domain/model.ts';
import type { Store } from '../domain/store.ts';
import { keepAnswer } from './answers.ts';
import { addEntries } from './audit.ts';
import { requireStanding } from './callers.ts';
import { prepare, text } from './prepare.ts';
import { secretColumns, toKeyRow, toKeyWithSecrets, toSecretRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** One key at a time: found and added. */
export function keys(db: Kysely<Tables>) {
  const client = db
    .selectFrom('api_keys as key')
    .leftJoin('secrets as secret', 'secret.client_id', 'key.client_id')
    .selectAll('key')
    .select(secretColumns)
    .where('key.client_id', '=', text);
  const clientById = prepare(db, client);
  const keyWithSecrets = prepare(db, client.where('key.organization_id', '=', text));

  return {
    async findKeyWithSecrets(organizationId, clientId) {
      return toKeyWithSecrets(await keyWithSecrets(clientId, organizationId));
    },

    // One read whether or not there is such a client, so that the time taken tells nothing.
    async findClient(clientId) {
      return toKeyWithSecrets(await clientById(clientId));
    },

    async insertKey({ key, secret, audit, answer, standing }) {
      return await db.transaction().execute(async (transaction) => {
        await requireStanding(transaction, standing);
        if (answer && !(await keepAnswer(transaction, answer, key.createdAt))) return false;
        await addKey(transaction, key, secret);
        await addEntries(transaction, [audit]);
        return true;
      });
    },

    async recordUses(uses) {
      await db.transaction().execute(async (transaction) => {
        for (const { organizationId, clientId, secretId, usedAt } of uses) {
          const isNewer = sql<boolean>`coalesce(last_used_at, 0) < ${usedAt}`;
          const change = { last_used_at: usedAt };
          await transaction
            .updateTable('secrets')
            .set(change)
            .where('secret_id', '=', secretId)
            .where('organization_id', '=', organizationId)
            .where(isNewer)
            .execute();
          await transaction
            .updateTable('api_keys')
            .set(change)
            .where('client_id', '=', clientId)
            .where('organization_id', '=', organizationId)
            .where(isNewer)
            .execute();
        }
      });
    },
  } satisfies Partial<Store>;
}

export async function addKey(transaction: Transaction<Tables>, key: ApiKey, secret: Secret): Promise<void> {
  await transaction.insertInto('api_keys').values(toKeyRow(key)).execute();
  await transaction.insertInto('secrets').values(toSecretRow(secret, key.organizationId)).execute();
  await changeKeyCount(transaction, key.organizationId, 1);
}

export async function changeKeyCount(transaction: Transaction<Tables>, organizationId: string, by: 1 | -1) {
  await transaction
    .updateTable('organizations')
    .set({ key_count: sql`key_count + ${by}` })
    .where('organization_id', '=', organizationId)
    .execute();
}
