import type { Selectable } from 'kysely';
import type { ApiKey, KeyWithSecrets, Secret, SigningKey } from '../domain/model.ts';
import type { Tables } from './tables.ts';

/** Between rows and the domain's values, both ways. */
export function toKeyRow(key: ApiKey): Tables['api_keys'] {
  return {
    client_id: key.clientId,
    organization_id: key.organizationId,
    name: key.name,
    scopes: key.scopes.join(' '),
    enabled: key.enabled ? 1 : 0,
    created_at: key.createdAt,
    created_by: key.createdBy,
    expires_at: key.expiresAt,
    last_used_at: key.lastUsedAt,
  };
}

export function toKey(row: Selectable<Tables['api_keys']>): ApiKey {
  return {
    organizationId: row.organization_id,
    clientId: row.client_id,
    name: row.name,
    scopes: row.scopes.split(' '),
    enabled: row.enabled === 1,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

export function toSecretRow(secret: Secret, organizationId: string): Tables['secrets'] {
  return {
    secret_id: secret.secretId,
    client_id: secret.clientId,
    organization_id: organizationId,
    digest: secret.digest.toString('base64url'),
    digest_key: secret.digestKey,
    created_at: secret.createdAt,
    expires_at: secret.expiresAt,
    last_used_at: secret.lastUsedAt,
  };
}

/** The columns of a key's secret beside those of the key; all null if it has none. */
export const secretColumns = [
  'secret.secret_id',
  'secret.digest',
  'secret.digest_key',
  'secret.created_at as secret_created_at',
  'secret.expires_at as secret_expires_at',
  'secret.last_used_at as secret_last_used_at',
] as const;

interface SecretColumns {
  secret_id: string | null;
  digest: string | null;
  digest_key: string | null;
  secret_created_at: number | null;
  secret_expires_at: number | null;
  secret_last_used_at: number | null;
}

/** A key and its secrets, the oldest first, from one row per secret. */
export function toKeyWithSecrets(rows: readonly (Tables['api_keys'] & SecretColumns)[]): KeyWithSecrets | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const secrets = rows
    .flatMap(toSecret)
    .sort((a, b) => a.createdAt - b.createdAt || (a.secretId < b.secretId ? -1 : 1));
  return { key: toKey(first), secrets };
}

function toSecret(row: { client_id: string } & SecretColumns): Secret[] {
  const { secret_id: secretId, digest, digest_key: digestKey, secret_created_at: createdAt } = row;
  if (secretId === null || digest === null || digestKey === null || createdAt === null) return [];
  return [
    {
      secretId,
      clientId: row.client_id,
      digest: Buffer.from(digest, 'base64url'),
      digestKey,
      createdAt,
      expiresAt: row.secret_expires_at,
      lastUsedAt: row.secret_last_used_at,
    },
  ];
}

export function toSigningKeyRow(key: SigningKey, sequence: number): Tables['signing_keys'] {
  return {
    kid: key.kid,
    sequence,
    public_jwk: JSON.stringify(key.publicJwk),
    encrypted_private_key: key.encryptedPrivateKey.toString('base64url'),
    created_at: key.createdAt,
  };
}

export function toSigningKey(row: Selectable<Tables['signing_keys']>): SigningKey {
  return {
    kid: row.kid,
    publicJwk: JSON.parse(row.public_jwk),
    encryptedPrivateKey: Buffer.from(row.encrypted_private_key, 'base64url'),
    createdAt: row.created_at,
  };
}
