import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Organizations, keys, secrets and signing keys. */
export const foundation: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('installation')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('bootstrapped_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('organizations')
      .addColumn('organization_id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('key_count', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();

    await db.schema
      .createTable('api_keys')
      .addColumn('client_id', 'text', (column) => column.primaryKey())
      .addColumn('organization_id', 'text', (column) => column.notNull().references('organizations.organization_id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('last_used_at', 'bigint')
      .addUniqueConstraint('api_keys_of_organization', ['client_id', 'organization_id'])
      .execute();
    await db.schema
      .createIndex('api_keys_by_age')
      .on('api_keys')
      .columns(['organization_id', 'created_at', 'client_id'])
      .execute();

    await db.schema
      .createTable('secrets')
      .addColumn('secret_id', 'text', (column) => column.primaryKey())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('digest_key', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('last_used_at', 'bigint')
      // A secret is of its key's organization.
      .addForeignKeyConstraint(
        'secrets_of_key',
        ['client_id', 'organization_id'],
        'api_keys',
        ['client_id', 'organization_id'],
        (constraint) => constraint.onDelete('cascade'),
      )
      .execute();
    await db.schema.createIndex('secrets_by_client').on('secrets').columns(['client_id', 'created_at']).execute();

    await db.schema
      .createTable('signing_keys')
      .addColumn('kid', 'text', (column) => column.primaryKey())
      .addColumn('sequence', 'integer', (column) => column.notNull().unique())
      .addColumn('public_jwk', 'text', (column) => column.notNull())
      .addColumn('encrypted_private_key', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
