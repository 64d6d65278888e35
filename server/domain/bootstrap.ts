import type { ClientCredentials } from './authentication.ts';
import type { Clock } from './clock.ts';
import { makeOrganization } from './organizations.ts';
import type { SecretHasher } from './secrets.ts';
import { newSigningKey, type OpenSigningKey, openSigningKey } from './signing-keys.ts';
import type { Store } from './store.ts';

export interface BootstrapParts {
  readonly store: Store;
  readonly hasher: SecretHasher;
  readonly clock: Clock;
  /** Every scope of the contract: the first key has them all. */
  readonly scopes: readonly string[];
  /** Chosen by the operator; made if undefined. */
  readonly given?: ClientCredentials | undefined;
}

/**
 * Makes the first organization and its first key in a store that never had one.
 *
 * @returns the key's credentials, or undefined if the store had an organization before
 */
export async function bootstrap({
  store,
  hasher,
  clock,
  scopes,
  given,
}: BootstrapParts): Promise<ClientCredentials | undefined> {
  const { made, credentials } = makeOrganization({
    hasher,
    clock,
    name: 'Default',
    actor: 'bootstrap',
    scopes,
    given,
  });
  return (await store.bootstrap(made)) ? credentials : undefined;
}

/** The store's signing keys, the newest first. Makes one if there is none. */
export async function loadSigningKeys(
  store: Store,
  serviceSecret: Uint8Array,
  clock: Clock,
): Promise<OpenSigningKey[]> {
  const open = (await store.signingKeys()).map((key) => openSigningKey(serviceSecret, key));
  if (open.length > 0) return open;
  await store.addFirstSigningKey(await newSigningKey(serviceSecret, clock()));
  return (await store.signingKeys()).map((key) => openSigningKey(serviceSecret, key));
}
