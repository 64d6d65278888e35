import type { ClientCredentials } from './authentication.ts';
import type { Clock } from './clock.ts';
import { makeOrganization } from './organizations.ts';
import type { SecretHasher } from './secrets.ts';
import { newSigningKey } from './signing-keys.ts';
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

/** Makes the first signing key in a store that has none. Of two callers at once, one makes it. */
export async function bootstrapSigningKey(store: Store, serviceSecret: Uint8Array, clock: Clock): Promise<void> {
  if ((await store.signingKeys()).length > 0) return;
  await store.addSigningKey(await newSigningKey(serviceSecret, clock()), undefined);
}
