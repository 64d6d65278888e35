import type { Caller } from './authentication.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import { isClientId, newId } from './identifiers.ts';
import type { ApiKey, KeyWithSecrets, Secret } from './model.ts';
import { grantAny, includesAll } from './scopes.ts';
import { newSecret, type SecretHasher } from './secrets.ts';
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

/** What a caller does with the keys of its organization. */
export interface ApiKeys {
  /** @throws {DomainError} `scope_escalation`, `already_expired` */
  create(caller: Caller, wanted: NewKey): Promise<CreatedKey>;
  list(caller: Caller, page: { limit: number; offset: number }): Promise<{ keys: ApiKey[]; total: number }>;
  /** @throws {DomainError} `not_found`, also for a key of another organization */
  get(caller: Caller, clientId: string): Promise<KeyWithSecrets>;
  /** Its tokens are refused from the moment that this resolves. @throws {DomainError} `not_found` */
  delete(caller: Caller, clientId: string): Promise<void>;
}

export function createApiKeys({ store, hasher, clock }: { store: Store; hasher: SecretHasher; clock: Clock }): ApiKeys {
  return {
    async create(caller, { name, scopes = caller.scopes.filter((scope) => scope !== grantAny), expiresAt }) {
      const now = clock();
      if (!includesAll(caller.scopes, scopes) && !caller.scopes.includes(grantAny)) {
        throw new DomainError('scope_escalation');
      }
      if (expiresAt !== null && expiresAt <= now) throw new DomainError('already_expired');
      const { organizationId, clientId: createdBy } = caller;
      const made = makeKey({ hasher, now, organizationId, name, scopes, createdBy, expiresAt });
      await store.insertKey(made.key, made.secret);
      return { key: made.key, secretId: made.secret.secretId, clientSecret: made.clientSecret };
    },

    async list({ organizationId }, page) {
      return await store.listKeys(organizationId, page);
    },

    async get({ organizationId }, clientId) {
      const found = isClientId(clientId) ? await store.findKeyWithSecrets(organizationId, clientId) : undefined;
      if (!found) throw new DomainError('not_found');
      return found;
    },

    async delete({ organizationId }, clientId) {
      const isDeleted = isClientId(clientId) && (await store.deleteKey(organizationId, clientId));
      if (!isDeleted) throw new DomainError('not_found');
    },
  };
}

export interface KeyToMake {
  readonly hasher: SecretHasher;
  readonly now: number;
  readonly organizationId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdBy: string;
  readonly expiresAt: number | null;
  /** Made, if not given. */
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/** A key and its first secret, not yet stored. */
export function makeKey(wanted: KeyToMake): { key: ApiKey; secret: Secret; clientSecret: string } {
  const { hasher, now, organizationId, name, scopes, createdBy, expiresAt } = wanted;
  const { clientId = newId('key_', now), clientSecret = newSecret() } = wanted;
  const key = {
    organizationId,
    clientId,
    name,
    scopes,
    enabled: true,
    createdAt: now,
    createdBy,
    expiresAt,
    lastUsedAt: null,
  };
  const digest = hasher.digest(clientId, clientSecret);
  const secret = {
    ...digest,
    secretId: newId('sec_', now),
    clientId,
    createdAt: now,
    expiresAt: null,
    lastUsedAt: null,
  };
  return { key, secret, clientSecret };
}
