import type { Wire } from './call.ts';
import type { Attempt } from './ledger.ts';

/** A key that one writer changes, and nobody else: it knows how the key must be. */
export interface OwnedKey {
  readonly clientId: string;
  name: string;
  enabled: boolean;
  /** By id. The value of one that was made without an answer is known to nobody. */
  readonly secrets: Map<string, string | undefined>;
  /** One that works as long as the key does. */
  token: string | undefined;
  /** What was asked of the key since anything was heard of it: done or not. */
  readonly unsure: Set<Attempt['action']>;
}

/** What must not work any more. */
export interface Dead {
  readonly clientId: string;
  readonly token?: string;
  readonly clientSecret?: string;
  readonly why: string;
}

/** What is wrong with a key as it is shown, by what its writer knows. */
export function differences(key: OwnedKey, shown: Wire['ApiKeyDetails']): string[] {
  const found: string[] = [];
  if (shown.name !== key.name) found.push(`its name is ${shown.name} instead of ${key.name}`);
  if (shown.enabled !== key.enabled) found.push(`enabled is ${shown.enabled}`);
  return [...found, ...secretDifferences(key, shown)];
}

/** Only what an attempt that nobody answered can't explain. */
export function unexplained(key: OwnedKey, shown: Wire['ApiKeyDetails']): string[] {
  const isExplained = { lost: key.unsure.has('secret.deleted'), added: key.unsure.has('secret.created') };
  const found =
    key.enabled === shown.enabled || key.unsure.has('api_key.updated') ? [] : [`enabled is ${shown.enabled}`];
  return [...found, ...secretDifferences(key, shown, isExplained)];
}

function secretDifferences(
  { secrets }: OwnedKey,
  shown: Wire['ApiKeyDetails'],
  isExplained = { lost: false, added: false },
): string[] {
  const ids = new Set(shown.secrets.map(({ secretId }) => secretId));
  const lost = [...secrets.keys()].filter((secretId) => !ids.has(secretId));
  const added = [...ids].filter((secretId) => !secrets.has(secretId));
  const found: string[] = [];
  if (lost.length > (isExplained.lost ? 1 : 0)) found.push(`it lacks the secrets ${lost.join(', ')}`);
  if (added.length > (isExplained.added ? 1 : 0)) found.push(`it has secrets of its own: ${added.join(', ')}`);
  return found;
}
