import { existsSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { createSecretHasher, type SecretHasher } from '../domain/secrets.ts';
import { openSigningKey } from '../domain/signing-keys.ts';
import type { CountedOrganization, Store } from '../domain/store.ts';
import { readOrMakeServiceSecret } from '../service-secret.ts';
import { openStore } from '../storage/index.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface OpenStore {
  readonly store: Store;
  /** Every organization that there is now. */
  readonly organizations: readonly CountedOrganization[];
  readonly hasher: SecretHasher;
}

/**
 * Acts on the store of the service that this environment describes, and closes it.
 *
 * Only on one that the service has started on. Were it made here, a mistyped DATABASE_URL would go unnoticed, and the
 * service would find an organization and never make and show its first key.
 *
 * @throws what is wrong with the configuration, the database, or the service's secret: a digest made with another one
 * would fit no secret
 */
export async function withStore<Result>(
  environment: Environment,
  act: (open: OpenStore) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(environment);
  requireDatabase(config.databaseUrl);
  const serviceSecret = config.serviceSecret ?? readOrMakeServiceSecret(config.databaseUrl);
  const store = await openStore(config.databaseUrl);
  try {
    const organizations = await store.organizations();
    if (organizations.length === 0) throw new Error(`No service has started on ${config.databaseUrl} yet: ${startIt}`);
    for (const key of await store.signingKeys()) openSigningKey(serviceSecret, key);
    return await act({ store, organizations, hasher: createSecretHasher(serviceSecret) });
  } finally {
    await store.close();
  }
}

const startIt = 'start the service once (npm start), which makes the first organization and shows its key.';

function requireDatabase(databaseUrl: string): void {
  const file = databaseUrl.slice('sqlite:'.length);
  if (file === ':memory:') throw new Error('DATABASE_URL is sqlite::memory:, which no other program can open.');
  if (!existsSync(file))
    throw new Error(`There is no database ${file}. If DATABASE_URL names the right one, ${startIt}`);
}
