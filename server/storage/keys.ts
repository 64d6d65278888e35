import { type Kysely, sql, type Transaction } from 'kysely';
import type { ApiKey, Secret } from '../domain/model.ts';
import type { SecretUse, Store } from '../domain/store.ts';
import { keepAnswer } from './answers.ts';
import { addEntries } from './audit.ts';
import { requireStanding } from './callers.ts';
import { lockOrganization } from './locks.ts';
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
        await lockOrganization(transaction, key.organizationId);
        await requireStanding(transaction, standing);
        if (answer && !(await keepAnswer(transaction, answer, key.createdAt))) return false;
        await addKey(transaction, key, secret);
        await addEntries(transaction, [audit]);
        return true;
      });
    },

    async recordUses(uses) {
      await db.transaction().execute(async (transaction) => {
        // Keys before their secrets, as in every other change, and always in one order: no two changes wait for each other.
        for (const use of inOrderOf(uses, 'clientId'))
          await noteUse(transaction, 'api_keys', ['clientId', 'client_id'], use);
        for (const use of inOrderOf(uses, 'secretId'))
          await noteUse(transaction, 'secrets', ['secretId', 'secret_id'], use);
      });
    },
  } satisfies Partial<Store>;
}

function inOrderOf(uses: readonly SecretUse[], name: 'clientId' | 'secretId'): SecretUse[] {
  return uses.toSorted((a, b) => (a[name] < b[name] ? -1 : 1));
}

/** @param id which of the use's ids the table is found by, and its column */
async function noteUse(
  transaction: Transaction<Tables>,
  table: 'api_keys' | 'secrets',
  [name, column]: readonly ['clientId' | 'secretId', string],
  use: SecretUse,
): Promise<void> {
  const { organizationId, usedAt } = use;
  await sql`update ${sql.table(table)} set last_used_at = ${usedAt} where ${sql.ref(column)} = ${use[name]}
    and organization_id = ${organizationId} and coalesce(last_used_at, 0) < ${usedAt}`.execute(transaction);
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
