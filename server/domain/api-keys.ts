import { type Author, auditEntry, audited } from './audit.ts';
import type { Caller } from './authentication.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import type { Idempotency } from './idempotency.ts';
import { isClientId } from './identifiers.ts';
import { changeKeyBy, type KeyPatch, patched } from './key-changes.ts';
import { type KeyPage, type KeyQuery, readCursor, writeCursor } from './lists.ts';
import type { ApiKey, KeyWithSecrets } from './model.ts';
import { makeKey } from './new-key.ts';
import { grantAny, mayGrant } from './scopes.ts';
import type { SecretHasher } from './secrets.ts';
import type { Store } from './store.ts';

export interface NewKey {
  readonly name: string;
  /** The caller's own, without `grant:scope`, if undefined. */
  readonly scopes?: readonly string[] | undefined;
  readonly expiresAt: number | null;
}

/** The one moment in which the secret is known. */
export interface CreatedKey {
  readonly key: ApiKey;
  readonly secretId: string;
  readonly clientSecret: string;
}

/** Who calls, what it may do, and from where. */
export type CallingAuthor = Caller & Author;

/** What a caller does with the keys of its organization. */
export interface ApiKeys {
  /**
   * @param idempotencyKey a repeat with the same one and the same content gets the same answer for a while
   * @throws {DomainError} `scope_escalation`, `already_expired`, `idempotency_in_progress`, `idempotency_key_reused`
   */
  create(by: CallingAuthor, wanted: NewKey, idempotencyKey: string | undefined): Promise<CreatedKey>;
  list(caller: Caller, query: ListQuery): Promise<KeyPage & { next: string | null }>;
  /** @throws {DomainError} `not_found`, also for a key of another organization */
  get(caller: Caller, clientId: string): Promise<KeyWithSecrets>;
  /**
   * @param fits whether the caller has seen this revision
   * @throws {DomainError} `not_found`, `precondition_failed`, `scope_escalation`, `already_expired`
   */
  update(
    by: CallingAuthor,
    clientId: string,
    patch: KeyPatch,
    fits: (revision: number) => boolean,
  ): Promise<KeyWithSecrets>;
  /** Its tokens are refused from the moment that this resolves. @throws {DomainError} `not_found` */
  delete(by: CallingAuthor, clientId: string): Promise<void>;
}

export type ListQuery = Omit<KeyQuery, 'after'> & { readonly after?: string | undefined };

export interface ApiKeysParts {
  readonly store: Store;
  readonly hasher: SecretHasher;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

export function createApiKeys({ store, hasher, idempotency, clock }: ApiKeysParts): ApiKeys {
  const refuseEscalation = async (by: CallingAuthor, { name, expiresAt }: NewKey, scopes: readonly string[]) => {
    if (mayGrant(by.scopes, scopes)) return;
    const after = { name, scopes, enabled: true, expiresAt, secrets: [] };
    const attempt = { action: 'api_key.created', outcome: 'refused', target: null, after } as const;
    await store.insertAuditEntry(auditEntry(by, clock(), attempt));
    throw new DomainError('scope_escalation');
  };

  return {
    async create(by, wanted, idempotencyKey) {
      const { name, scopes = by.scopes.filter((scope) => scope !== grantAny), expiresAt } = wanted;
      const { organizationId, clientId: createdBy } = by;
      await refuseEscalation(by, wanted, scopes);
      const created = await idempotency.once(by, idempotencyKey, wanted, async (remember) => {
        const now = clock();
        if (expiresAt !== null && expiresAt <= now) throw new DomainError('already_expired');
        const { key, secret, clientSecret } = makeKey({
          hasher,
          now,
          organizationId,
          name,
          scopes,
          createdBy,
          expiresAt,
        });
        const after = audited({ key, secrets: [secret] });
        const audit = () => auditEntry(by, clock(), { action: 'api_key.created', target: key.clientId, after });
        const answer = { key, secretId: secret.secretId, clientSecret };
        const isAdded = await store.insertKey({ key, secret, audit, answer: remember(answer), standing: by.standing });
        return isAdded ? answer : undefined;
      });
      // The answer to an earlier call may hold more than this token may hand on.
      await refuseEscalation(by, wanted, created.key.scopes);
      return created;
    },

    async list({ organizationId }, { after, ...query }) {
      const page = await store.listKeys(organizationId, { ...query, ...(after && { after: readCursor(after) }) });
      const last = page.keys.at(-1);
      return { ...page, next: page.hasMore && last ? writeCursor({ at: last.createdAt, id: last.clientId }) : null };
    },

    async get({ organizationId }, clientId) {
      const found = isClientId(clientId) ? await store.findKeyWithSecrets(organizationId, clientId) : undefined;
      if (!found) throw new DomainError('not_found');
      return found;
    },

    async update(by, clientId, patch, fits) {
      return await changeKeyBy(store, by, clientId, 'api_key.updated', clock, (found, now) => {
        if (!fits(found.key.revision)) throw new DomainError('precondition_failed');
        return patched(by.scopes, found, patch, now);
      });
    },

    async delete(by, clientId) {
      const audit = (found: KeyWithSecrets) =>
        auditEntry(by, clock(), { action: 'api_key.deleted', target: clientId, before: audited(found) });
      const isDeleted =
        isClientId(clientId) && (await store.deleteKey(by.organizationId, clientId, audit, by.standing));
      if (!isDeleted) throw new DomainError('not_found');
    },
  };
}
