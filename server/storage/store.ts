import { type Kysely, sql, type Transaction } from 'kysely';
import type { ApiKey, Secret } from '../domain/model.ts';
import type { Store } from '../domain/store.ts';
import { prepare } from './prepare.ts';
import {
  secretColumns,
  toKey,
  toKeyRow,
  toKeyWithSecrets,
  toSecretRow,
  toSigningKey,
  toSigningKeyRow,
} from './rows.ts';
import type { Tables } from './tables.ts';

/** The Store on any engine that Kysely speaks to; the database must be migrated. */
export function createStore(db: Kysely<Tables>): Store {
  const insertKeyIn = async (transaction: Transaction<Tables>, key: ApiKey, secret: Secret): Promise<void> => {
    await transaction.insertInto('api_keys').values(toKeyRow(key)).execute();
    await transaction.insertInto('secrets').values(toSecretRow(secret, key.organizationId)).execute();
    await changeKeyCount(transaction, key.organizationId, 1);
  };

  const keyById = prepare(
    db,
    db.selectFrom('api_keys').selectAll().where('client_id', '=', '').where('organization_id', '=', ''),
  );
  const client = db
    .selectFrom('api_keys as key')
    .leftJoin('secrets as secret', 'secret.client_id', 'key.client_id')
    .selectAll('key')
    .select(secretColumns)
    .where('key.client_id', '=', text);
  const clientById = prepare(db, client);
  const keyWithSecrets = prepare(db, client.where('key.organization_id', '=', text));

  // The count and the page in one statement see one state; a page past the end is one row without a key.
  const keyPage = prepare(
    db,
    db
      .selectFrom('organizations')
      .leftJoin(
        db
          .selectFrom('api_keys')
          .selectAll()
          .where('organization_id', '=', text)
          .orderBy('created_at')
          .orderBy('client_id')
          .limit(sql<number>`cast(${0} as integer)`)
          .offset(sql<number>`cast(${0} as integer)`)
          .as('page'),
        'page.organization_id',
        'organizations.organization_id',
      )
      .selectAll('page')
      .select('organizations.key_count')
      .where('organizations.organization_id', '=', text)
      .orderBy('page.created_at')
      .orderBy('page.client_id'),
  );

  return {
    async findKey(organizationId, clientId) {
      const [row] = await keyById(clientId, organizationId);
      return row && toKey(row);
    },

    async bootstrap(organization, key, secret) {
      const { organizationId: organization_id, name, createdAt: created_at } = organization;
      return await db.transaction().execute(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('installation')
          .values({ id: 1, bootstrapped_at: created_at })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 0n) return false;
        await transaction
          .insertInto('organizations')
          .values({ organization_id, name, created_at, key_count: 0 })
          .execute();
        await insertKeyIn(transaction, key, secret);
        return true;
      });
    },

    async insertKey(key, secret) {
      await db.transaction().execute((transaction) => insertKeyIn(transaction, key, secret));
    },

    async findKeyWithSecrets(organizationId, clientId) {
      return toKeyWithSecrets(await keyWithSecrets(clientId, organizationId));
    },

    // One read whether or not there is such a client, so that the time taken tells nothing.
    async findClient(clientId) {
      return toKeyWithSecrets(await clientById(clientId));
    },

    async listKeys(organizationId, { limit, offset }) {
      const rows = await keyPage(organizationId, limit, offset, organizationId);
      const keys = rows.flatMap(({ key_count: _, ...row }) => (isKeyRow(row) ? [toKey(row)] : []));
      return { keys, total: rows[0]?.key_count ?? 0 };
    },

    async deleteKey(organizationId, clientId) {
      return await db.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('api_keys')
          .where('client_id', '=', clientId)
          .where('organization_id', '=', organizationId)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await changeKeyCount(transaction, organizationId, -1);
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

    async signingKeys() {
      const rows = await db.selectFrom('signing_keys').selectAll().orderBy('sequence', 'desc').execute();
      return rows.map(toSigningKey);
    },

    async addFirstSigningKey(key) {
      const row = toSigningKeyRow(key, 1);
      await db
        .insertInto('signing_keys')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async ping() {
      await sql`select 1`.execute(db);
    },

    async close() {
      await db.destroy();
    },
  };
}

/** A parameter whose value SQLite can't see when it plans: it would plan anew for each value where a join or an order is. */
const text = sql<string>`cast(${''} as text)`;

async function changeKeyCount(transaction: Transaction<Tables>, organizationId: string, by: 1 | -1): Promise<void> {
  await transaction
    .updateTable('organizations')
    .set({ key_count: sql`key_count + ${by}` })
    .where('organization_id', '=', organizationId)
    .execute();
}

function isKeyRow(
  row: { [Column in keyof Tables['api_keys']]: Tables['api_keys'][Column] | null },
): row is Tables['api_keys'] {
  return row.client_id !== null;
}
