import { type Kysely, sql, type Transaction } from 'kysely';
import type { SecretUse, Store } from '../domain/store.ts';
import type { Tables } from './tables.ts';

/** When secrets and their keys were last used. */
export function uses(db: Kysely<Tables>) {
  return {
    async recordUses(uses) {
      if (uses.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        await lockKeys(transaction, uses);
        await note(transaction, 'api_keys', 'client_id', latestOfKeys(uses));
        await note(
          transaction,
          'secrets',
          'secret_id',
          uses.map(({ secretId, ...use }) => ({ ...use, id: secretId })),
        );
      });
    },
  } satisfies Partial<Store>;
}

/** Keys before their secrets, as in every other change, and always in one order: no two changes wait for each other. */
async function lockKeys(transaction: Transaction<Tables>, uses: readonly SecretUse[]): Promise<void> {
  await transaction
    .selectFrom('api_keys')
    .select('client_id')
    .where(
      'client_id',
      'in',
      uses.map(({ clientId }) => clientId),
    )
    .orderBy('client_id')
    .forNoKeyUpdate()
    .execute();
}

interface Use extends Pick<SecretUse, 'organizationId' | 'usedAt'> {
  readonly id: string;
}

/** One for each key, of which several secrets may have been used: the last one stays. */
function latestOfKeys(uses: readonly SecretUse[]): Iterable<Use> {
  const inOrder = uses.toSorted((a, b) => a.usedAt - b.usedAt);
  return new Map(inOrder.map(({ clientId, ...use }) => [clientId, { ...use, id: clientId }])).values();
}

/** @param column by which a row is found */
async function note(transaction: Transaction<Tables>, table: string, column: string, uses: Iterable<Use>) {
  const rows = Array.from(uses, (use) => sql`(${use.id}, ${use.organizationId}, cast(${use.usedAt} as bigint))`);
  const [target, id] = [sql.table(table), sql.ref(`${table}.${column}`)];
  await sql`with used(id, organization, at) as (values ${sql.join(rows)})
    update ${target} set last_used_at = used.at from used
    where ${id} = used.id and organization_id = used.organization and coalesce(last_used_at, 0) < used.at`.execute(
    transaction,
  );
}
