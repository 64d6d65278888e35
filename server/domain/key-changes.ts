import type { CallingAuthor } from './api-keys.ts';
import { type AuditAction, auditEntry, audited } from './audit.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import { isClientId } from './identifiers.ts';
import { isLive, type KeyWithSecrets } from './model.ts';
import { mayGrant } from './scopes.ts';
import type { KeyChange, Store } from './store.ts';

/** A key as it is to be, and whether the caller may have it so. Undefined if nothing changes. */
export type Wish = { readonly to: KeyWithSecrets; readonly isGranted: boolean } | undefined;

/**
 * Changes a key of the author's organization and notes it; what the author may not grant is noted and refused.
 *
 * @param wish decides from the key as it is; called within the transaction, so it must be quick and pure
 * @throws {DomainError} `not_found`, `scope_escalation`, and what `wish` throws
 */
export async function changeKeyBy(
  store: Store,
  author: CallingAuthor,
  clientId: string,
  action: AuditAction,
  clock: Clock,
  wish: (found: KeyWithSecrets, now: number) => Wish,
): Promise<KeyWithSecrets> {
  if (!isClientId(clientId)) throw new DomainError('not_found');
  let isRefused = false;
  const decide = (found: KeyWithSecrets): KeyChange | undefined => {
    // Asked here, so that of two changes at once the later one is noted with the later time.
    const now = clock();
    const wanted = wish(found, now);
    if (!wanted) return undefined;
    isRefused = !wanted.isGranted;
    const to = withoutExpired(wanted.to, now);
    const states = { before: audited(found), after: audited(to) };
    const outcome = isRefused ? 'refused' : 'done';
    const audit = auditEntry(author, now, { action, outcome, target: clientId, ...states });
    return isRefused ? { audit } : { audit, to: { ...to, key: { ...to.key, revision: found.key.revision + 1 } } };
  };
  const changed = await store.changeKey(author.organizationId, clientId, decide, author.standing);
  if (isRefused) throw new DomainError('scope_escalation');
  if (!changed) throw new DomainError('not_found');
  return changed;
}

/** What is undefined stays as it is. */
export interface KeyPatch {
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly expiresAt?: number | null | undefined;
}

/**
 * A key with a patch on it (RFC 7396).
 *
 * @param held the scopes of whoever asks
 * @throws {DomainError} `already_expired`
 */
export function patched(held: readonly string[], { key, secrets }: KeyWithSecrets, patch: KeyPatch, now: number): Wish {
  const { name = key.name, enabled = key.enabled, scopes = key.scopes, expiresAt = key.expiresAt } = patch;
  const isNewEnd = expiresAt !== key.expiresAt;
  const isDisabled = key.enabled && !enabled;
  const isEnabled = !key.enabled && enabled;
  const isLonger = isNewEnd && (expiresAt === null || (key.expiresAt !== null && expiresAt > key.expiresAt));
  // Who gives a key its life back grants all that it may do; who adds scopes, those.
  const isGranted = mayGrant(held, isEnabled || isLonger ? scopes : without(scopes, key.scopes));
  if (isGranted && isNewEnd && expiresAt !== null && expiresAt <= now) throw new DomainError('already_expired');
  const isSame = name === key.name && enabled === key.enabled && !isNewEnd && isSameList(scopes, key.scopes);
  if (isSame) return undefined;
  // Tokens that died with their key must not rise again with it.
  const isRevived = isNewEnd && !isLive({ expiresAt: key.expiresAt }, now);
  const tokenGeneration = key.tokenGeneration + (isDisabled || isRevived ? 1 : 0);
  return { to: { key: { ...key, name, enabled, scopes, expiresAt, tokenGeneration }, secrets }, isGranted };
}

function without(scopes: readonly string[], others: readonly string[]): string[] {
  return scopes.filter((scope) => !others.includes(scope));
}

function isSameList(list: readonly string[], other: readonly string[]): boolean {
  return list.length === other.length && list.every((item, index) => item === other[index]);
}

/** Expired secrets don't count, and go with the next change. */
function withoutExpired({ key, secrets }: KeyWithSecrets, now: number): KeyWithSecrets {
  return { key, secrets: secrets.filter((secret) => isLive(secret, now)) };
}
