import { auditEntry, audited } from '../domain/audit.ts';
import { makeKey } from '../domain/new-key.ts';
import { parseScopes } from '../domain/scopes.ts';
import type { CountedOrganization } from '../domain/store.ts';
import { fromTime } from '../http/times.ts';
import { readArguments, refuse } from './arguments.ts';
import { showMadeKey } from './made-key.ts';
import { type Environment, withStore } from './open-store.ts';
import { endProblems, nameProblems, scopeProblems } from './rules.ts';

/** Who makes it, in the audit log and in the key's `createdBy`. */
const actor = 'admin';

/** `key create` */
export async function createKey(args: readonly string[], environment: Environment): Promise<string> {
  const { values } = readArguments(args, {
    org: { type: 'string', default: '' },
    scope: { type: 'string', multiple: true, default: [] },
    name: { type: 'string', default: 'Made by admin' },
    'expires-at': { type: 'string' },
  });
  const now = Date.now();
  const { org, name, 'expires-at': end } = values;
  const scopes = parseScopes(values.scope.join(' '));
  const orgProblems = org === '' ? ['--org is missing: org list shows the organizations.'] : [];
  refuse([...orgProblems, ...scopeProblems(scopes), ...nameProblems('--name', name), ...endProblems(end, now)]);
  return await withStore(environment, async ({ store, organizations, hasher }) => {
    const organization = findOrganization(organizations, org);
    const { organizationId } = organization;
    const expiresAt = fromTime(end ?? null);
    const made = makeKey({ hasher, now, organizationId, name, scopes, createdBy: actor, expiresAt });
    const { key, secret, clientSecret } = made;
    const author = { organizationId, clientId: actor, requestId: null, address: null };
    const after = audited({ key, secrets: [secret] });
    const audit = () => auditEntry(author, Date.now(), { action: 'api_key.created', target: key.clientId, after });
    await store.insertKey({ key, secret, audit });
    return showMadeKey({ organization, key, secretId: secret.secretId, clientSecret }, values.json);
  });
}

/** @throws if there is none, or if several have this name */
function findOrganization(organizations: readonly CountedOrganization[], idOrName: string): CountedOrganization {
  const byId = organizations.find(({ organizationId }) => organizationId === idOrName);
  const [found, ...others] = byId ? [byId] : organizations.filter(({ name }) => name === idOrName);
  const asked = JSON.stringify(idOrName);
  if (!found) throw new Error(`There is no organization ${asked}: org list shows those that there are.`);
  if (others.length === 0) return found;
  throw new Error(`${others.length + 1} organizations are called ${asked}: name one by its id, which org list shows.`);
}
