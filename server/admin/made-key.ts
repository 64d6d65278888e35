import type { ApiKey, Organization } from '../domain/model.ts';
import { toTime, toTimeOrNull } from '../http/times.ts';
import { json, table } from './text.ts';

export interface MadeKey {
  readonly organization: Organization;
  readonly key: ApiKey;
  readonly secretId: string;
  /** Nothing else will ever show it. */
  readonly clientSecret: string;
}

/** What goes to the terminal when a key was made. */
export function showMadeKey(made: MadeKey, asJson: boolean): string {
  return asJson ? json(toDocument(made)) : describe(made);
}

function describe({ organization, key, clientSecret }: MadeKey): string {
  return `${table([
    ['Organization', `${organization.name} (${organization.organizationId})`],
    ['Key', key.name],
    ['Scopes', key.scopes.join(' ')],
    ['Expires', toTimeOrNull(key.expiresAt) ?? 'never'],
  ])}
  The secret is shown this once: keep it.

    CLIENT_ID=${key.clientId}
    CLIENT_SECRET=${clientSecret}

`;
}

/** In the contract's words. */
function toDocument({ organization, key, secretId, clientSecret }: MadeKey): object {
  const { organizationId, name, createdAt } = organization;
  return {
    organization: { organizationId, name, createdAt: toTime(createdAt) },
    key: {
      clientId: key.clientId,
      name: key.name,
      scopes: key.scopes,
      createdAt: toTime(key.createdAt),
      expiresAt: toTimeOrNull(key.expiresAt),
      secretId,
      clientSecret,
    },
  };
}
