import type { Selectable } from 'kysely';
import type { AuditEntry, AuditedKey } from '../domain/audit.ts';
import type { ApiKey, KeyWithSecrets, Secret, SigningKey, StoredAnswer } from '../domain/model.ts';
import type { FoundCaller } from '../domain/store.ts';
import type { callerColumns } from './columns.ts';
import type { Tables } from './tables.ts';

/** Between rows and the domain's values, both ways. */
export function toKeyRow(key: ApiKey): Tables['api_keys'] {
  return {
    client_id: key.clientId,
    organization_id: key.organizationId,
    created_at: key.createdAt,
    created_by: key.createdBy,
    last_used_at: key.lastUsedAt,
    ...toKeyChanges(key),
  };
}

/** The columns that a change of a key may touch. Its last use is noted apart from that, and maybe meanwhile. */
export function toKeyChanges(key: ApiKey) {
  return {
    name: key.name,
    scopes: key.scopes.join(' '),
    enabled: key.enabled ? 1 : 0,
    expires_at: key.expiresAt,
    revision: key.revision,
    token_generation: key.tokenGeneration,
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
    revision: row.revision,
    tokenGeneration: row.token_generation,
  };
}

type CallerRow = Pick<Selectable<Tables['api_keys']>, (typeof callerColumns)[number]> & { is_revoked: unknown };

export function toCaller(row: CallerRow): FoundCaller {
  return {
    scopes: row.scopes.split(' '),
    enabled: row.enabled === 1,
    expiresAt: row.expires_at,
    tokenGeneration: row.token_generation,
    isRevoked: Boolean(row.is_revoked),
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
export const joinedSecretColumns = [
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

/** A key and its secrets, from one row per secret. */
export function toKeyWithSecrets(rows: readonly (Tables['api_keys'] & SecretColumns)[]): KeyWithSecrets | undefined {
  const [first] = rows;
  return first && { key: toKey(first), secrets: toSecrets(rows.flatMap(toSecretRows)) };
}

function toSecretRows(row: { client_id: string } & SecretColumns): StoredSecret[] {
  const { client_id, secret_id, digest, digest_key, secret_created_at: created_at } = row;
  if (secret_id === null || digest === null || digest_key === null || created_at === null) return [];
  const { secret_expires_at: expires_at, secret_last_used_at: last_used_at } = row;
  return [{ client_id, secret_id, digest, digest_key, created_at, expires_at, last_used_at }];
}

type StoredSecret = Omit<Selectable<Tables['secrets']>, 'organization_id'>;

/** A key's secrets, the oldest first. */
export function toSecrets(rows: readonly StoredSecret[]): Secret[] {
  return rows.map(toSecret).sort((a, b) => a.createdAt - b.createdAt || (a.secretId < b.secretId ? -1 : 1));
}

function toSecret(row: StoredSecret): Secret {
  return {
    secretId: row.secret_id,
    clientId: row.client_id,
    digest: Buffer.from(row.digest, 'base64url'),
    digestKey: row.digest_key,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

export function toSigningKeyRow(key: SigningKey, sequence: number): Tables['signing_keys'] {
  return {
    kid: key.kid,
    sequence,
    public_jwk: JSON.stringify(key.publicJwk),
    encrypted_private_key: key.encryptedPrivateKey.toString('base64url'),
    created_at: key.createdAt,
    signs_from: key.signsFrom,
  };
}

export function toSigningKey(row: Selectable<Tables['signing_keys']>): SigningKey {
  return {
    kid: row.kid,
    publicJwk: JSON.parse(row.public_jwk),
    encryptedPrivateKey: Buffer.from(row.encrypted_private_key, 'base64url'),
    createdAt: row.created_at,
    signsFrom: row.signs_from,
  };
}

export function toAuditRow(entry: AuditEntry): Tables['audit_entries'] {
  return {
    audit_id: entry.auditId,
    organization_id: entry.organizationId,
    created_at: entry.at,
    actor: entry.actor,
    action: entry.action,
    outcome: entry.outcome,
    target: entry.target,
    request_id: entry.requestId,
    address: entry.address,
    before_state: entry.before && JSON.stringify(entry.before),
    after_state: entry.after && JSON.stringify(entry.after),
  };
}

export function toAuditEntry(row: Selectable<Tables['audit_entries']>): AuditEntry {
  return {
    auditId: row.audit_id,
    organizationId: row.organization_id,
    at: row.created_at,
    actor: row.actor,
    action: row.action,
    outcome: row.outcome,
    target: row.target,
    requestId: row.request_id,
    address: row.address,
    before: toState(row.before_state),
    after: toState(row.after_state),
  };
}

function toState(json: string | null): AuditedKey | null {
  return json === null ? null : JSON.parse(json);
}

export function toAnswerRow(answer: StoredAnswer): Tables['stored_answers'] {
  return {
    answer_id: answer.answerId,
    fingerprint: answer.fingerprint,
    sealed_answer: answer.sealedAnswer.toString('base64url'),
    expires_at: answer.expiresAt,
  };
}

export function toAnswer(row: Selectable<Tables['stored_answers']>): StoredAnswer {
  return {
    answerId: row.answer_id,
    fingerprint: row.fingerprint,
    sealedAnswer: Buffer.from(row.sealed_answer, 'base64url'),
    expiresAt: row.expires_at,
  };
}
