import { scopes } from '../../generated/operations.ts';
import { makeOrganization } from '../domain/organizations.ts';
import { toTime } from '../http/times.ts';
import { readArguments, refuse } from './arguments.ts';
import { showMadeKey } from './made-key.ts';
import { type Environment, withStore } from './open-store.ts';
import { nameProblems } from './rules.ts';
import { json, table } from './text.ts';

/** `org create` */
export async function createOrganization(args: readonly string[], environment: Environment): Promise<string> {
  const { values, positionals } = readArguments(args, {}, true);
  const [name = '', ...more] = positionals;
  if (name === '') refuse(['NAME is missing.']);
  if (more.length > 0) refuse([`NAME is one argument: write "${positionals.join(' ')}" in quotes.`]);
  refuse(nameProblems('NAME', name));
  return await withStore(environment, async ({ store, hasher }) => {
    const { made, credentials } = makeOrganization({ hasher, clock: Date.now, name, actor: 'admin', scopes });
    await store.insertOrganization(made);
    return showMadeKey({ ...made, ...credentials, secretId: made.secret.secretId }, values.json);
  });
}

/** `org list` */
export async function listOrganizations(args: readonly string[], environment: Environment): Promise<string> {
  const { values } = readArguments(args, {});
  return await withStore(environment, async ({ organizations }) => {
    const shown = organizations.map(({ createdAt, ...rest }) => ({ ...rest, createdAt: toTime(createdAt) }));
    if (values.json) return json({ organizations: shown });
    const rows = shown.map(({ organizationId, name, keyCount, createdAt }) => [
      organizationId,
      createdAt,
      `${keyCount}`,
      name,
    ]);
    return table([['ID', 'CREATED', 'KEYS', 'NAME'], ...rows]);
  });
}
