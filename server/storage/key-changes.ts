import type { Transaction } from 'kysely';
import type { KeyWithSecrets } from '../domain/model.ts';
import type { Store } from '../domain/store.ts';
import { addEntries } from './audit.ts';
import { requireStanding } from './callers.ts';
import type { Change } from './changes.ts';
import { keyColumns, secretColumns } from './columns.ts';
import { changeKeyCount } from './keys.ts';
import { toKey, toKeyChanges, toSecretRow, toSecrets } from './rows.ts';
import type { Tables } from './tables.ts';

/** What is done to a key depends on how it is: both in one transaction. */
export function keyChanges(change: Change) {
  return {
    async changeKey(organizationId, clientId, decide, standing) {
      return await change(organizationId, async (transaction) => {
        await requireStanding(transaction, standing);
        const found = await readKey(transaction, organizationId, clientId);
        const decided = found && decide(found);
        if (!decided) return found;
        if (decided.to) await writeKey(transaction, found, decided.to);
        await addEntries(transaction, [decided.audit]);
        return decided.to ? await readKey(transaction, organizationId, clientId) : found;
      });
    },

    async deleteKey(organizationId, clientId, audit, standing) {
      return await change(organizationId, async (transaction) => {
        await requireStanding(transaction, standing);
        const found = await readKey(transaction, organizationId, clientId);
        if (!found) return false;
        await transaction.deleteFrom('api_keys').where('client_id', '=', clientId).execute();
        await changeKeyCount(transaction, organizationId, -1);
        await addEntries(transaction, [audit(found)]);
        return true;
      });
    },
  } satisfies Partial<Store>;
}

async function readKey(
  transaction: Transaction<Tables>,
  organizationId: string,
  clientId: string,
): Promise<KeyWithSecrets | undefined> {
  const key = await transaction
    .selectFrom('api_keys')
    .select(keyColumns)
    .where('client_id', '=', clientId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (!key) return undefined;
  const secrets = await transaction
    .selectFrom('secrets')
    .select(secretColumns)
    .where('client_id', '=', clientId)
    .execute();
  return { key: toKey(key), secrets: toSecrets(secrets) };
}

async function writeKey(transaction: Transaction<Tables>, from: KeyWithSecrets, to: KeyWithSecrets): Promise<void> {
  const { clientId, organizationId } = from.key;
  await transaction.updateTable('api_keys').set(toKeyChanges(to.key)).where('client_id', '=', clientId).execute();

  const before = new Map(from.secrets.map((secret) => [secret.secretId, secret]));
  const after = new Set(to.secrets.map(({ secretId }) => secretId));
  for (const secretId of before.keys()) {
    if (!after.has(secretId)) await transaction.deleteFrom('secrets').where('secret_id', '=', secretId).execute();
  }
  for (const secret of to.secrets) {
    const { secretId, expiresAt } = secret;
    const known = before.get(secretId);
    if (!known) {
      await transaction.insertInto('secrets').values(toSecretRow(secret, organizationId)).execute();
    } else if (known.expiresAt !== expiresAt) {
      await transaction
        .updateTable('secrets')
        .set({ expires_at: expiresAt })
        .where('secret_id', '=', secretId)
        .execute();
    }
  }
}
