import { newId } from './identifiers.ts';
import type { ApiKey, Secret } from './model.ts';
import { newSecret, type SecretHasher } from './secrets.ts';

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
    revision: 1,
    tokenGeneration: 0,
  };
  return { key, secret: makeSecret({ hasher, now, clientId, clientSecret, expiresAt: null }), clientSecret };
}

export interface SecretToMake {
  readonly hasher: SecretHasher;
  readonly now: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: number | null;
}

/** A secret as it is stored. */
export function makeSecret({ hasher, now, clientId, clientSecret, expiresAt }: SecretToMake): Secret {
  const digest = hasher.digest(clientId, clientSecret);
  return { ...digest, secretId: newId('sec_', now), clientId, createdAt: now, expiresAt, lastUsedAt: null };
}
