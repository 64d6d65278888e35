import { scopes } from '../../generated/operations.ts';
import type { ClientCredentials } from '../../server/domain/authentication.ts';
import { makeOrganization } from '../../server/domain/organizations.ts';
import { createSecretHasher } from '../../server/domain/secrets.ts';
import type { Store } from '../../server/domain/store.ts';

/**
 * One more organization in the store of a service, as an operator makes it.
 *
 * @param serviceSecret the service's
 * @returns its first key, with every scope
 */
export async function addOrganization(store: Store, serviceSecret: Uint8Array): Promise<ClientCredentials> {
  const hasher = createSecretHasher(serviceSecret);
  const { made, credentials } = makeOrganization({ hasher, clock: Date.now, name: 'Other', actor: 'admin', scopes });
  await store.insertOrganization(made);
  return credentials;
}
