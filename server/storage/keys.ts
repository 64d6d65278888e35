import { type Kysely, sql, type Transaction } from 'kysely';
import type { ApiKey, Secret } from '../domain/model.ts';
import type { Store } from '../domain/store.ts';
import { keepAnswer } from './answers.ts';
import { addEntries } from './audit.ts';
import { requireStanding } from './callers.ts';
import type { Change } from './changes.ts';
import { columnsOf, keyColumns } from './columns.ts';
import { prepare, text } from './prepare.ts';
import { joinedSecretColumns, toKeyRow, toKeyWithSecrets, toSecretRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** One key at a time: found and added. */
export function keys(db: Kysely<Tables>, change: Change) {
  const client = db
    .selectFrom('api_keys as key')
    .leftJoin('secrets as secret', 'secret.client_id', 'key.client_id')
    .select(columnsOf('key', keyColumns))
    .select(joinedSecretColumns)
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
      return await change(key.organizationId, async (transaction) => {
        await requireStanding(transaction, standing);
        if (answer && !(await keepAnswer(transaction, answer, key.createdAt))) return false;
        await addKey(transaction, key, secret);
        await addEntries(transaction, [audit()]);
        return true;
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
