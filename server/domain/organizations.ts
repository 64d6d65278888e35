import { type Author, auditEntry, audited } from './audit.ts';
import type { ClientCredentials } from './authentication.ts';
import type { Clock } from './clock.ts';
import { newId } from './identifiers.ts';
import { makeKey } from './new-key.ts';
import type { SecretHasher } from './secrets.ts';
import type { NewOrganization } from './store.ts';

export interface OrganizationToMake {
  readonly hasher: SecretHasher;
  readonly clock: Clock;
  readonly name: string;
  /** Who makes it: `bootstrap` or `admin`. */
  readonly actor: string;
  /** Of its first key. */
  readonly scopes: readonly string[];
  /** Credentials of its first key; made if undefined. */
  readonly given?: ClientCredentials | undefined;
}

/** An organization and its first key, not yet stored. */
export function makeOrganization({ hasher, clock, name, actor, scopes, given }: OrganizationToMake): {
  made: NewOrganization;
  credentials: ClientCredentials;
} {
  const now = clock();
  const organizationId = newId('org_', now);
  const { key, secret, clientSecret } = makeKey({
    hasher,
    now,
    organizationId,
    name: 'First key',
    scopes,
    createdBy: actor,
    expiresAt: null,
    ...given,
  });
  const author: Author = { organizationId, clientId: actor, requestId: null, address: null };
  const after = audited({ key, secrets: [secret] });
  const audit = [
    auditEntry(author, now, { action: 'organization.created', target: null }),
    auditEntry(author, now, { action: 'api_key.created', target: key.clientId, after }),
  ];
  const organization = { organizationId, name, createdAt: now };
  return { made: { organization, key, secret, audit }, credentials: { clientId: key.clientId, clientSecret } };
}
