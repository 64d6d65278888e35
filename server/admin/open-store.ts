import { existsSync } from 'node:fs';
import { isSqlite, readConfig } from '../config.ts';
import { createSecretHasher, type SecretHasher } from '../domain/secrets.ts';
import { openSigningKey } from '../domain/signing-keys.ts';
import type { CountedOrganization, Store } from '../domain/store.ts';
import { readOrMakeServiceSecret } from '../service-secret.ts';
import { openStore, withoutPassword } from '../storage/index.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface OpenStore {
  readonly store: Store;
  /** Every organization that there is now. */
  readonly organizations: readonly CountedOrganization[];
  readonly hasher: SecretHasher;
  readonly serviceSecret: Uint8Array;
}

/**
 * Acts on the store of the service that this environment describes, and closes it.
 *
 * Only on one that the service has started on. Were it made here, a mistyped DATABASE_URL would go unnoticed, and the
 * service would find an organization and never make and show its first key. Nor is it brought up to date here: the service
 * that runs on it may be of an earlier version.
 *
 * @throws what is wrong with the configuration, the database, or the service's secret: a digest made with another one
 * would fit no secret
 */
export async function withStore<Result>(
  environment: Environment,
  act: (open: OpenStore) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(environment);
  if (isSqlite(config.databaseUrl)) requireFile(config.databaseUrl);
  const serviceSecret = config.serviceSecret ?? readOrMakeServiceSecret(config.databaseUrl);
  const store = await openStore(config.databaseUrl, { poolSize: 1, mayMigrate: false });
  try {
    const organizations = await store.organizations();
    if (organizations.length === 0)
      throw new Error(`No service has started on ${withoutPassword(config.databaseUrl)} yet: ${startIt}`);
    for (const key of await store.signingKeys()) openSigningKey(serviceSecret, key);
    return await act({ store, organizations, hasher: createSecretHasher(serviceSecret), serviceSecret });
  } finally {
    await store.close();
  }
}

const startIt = 'start the service once (npm start), which makes the first organization and shows its key.';

/** @returns the file of a SQLite database. @throws if there is none */
export function requireFile(databaseUrl: string): string {
  const file = databaseUrl.slice('sqlite:'.length);
  if (file === ':memory:') throw new Error(`${databaseUrl} is in memory, where no other program can open it.`);
  if (existsSync(file)) return file;
  throw new Error(`There is no database ${file}. If this is the right name, ${startIt}`);
}
