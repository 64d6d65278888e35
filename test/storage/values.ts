import type { AuditEntry } from '../../server/domain/audit.ts';
import type {
  ApiKey,
  KeyWithSecrets,
  Organization,
  Secret,
  SigningKey,
  StoredAnswer,
} from '../../server/domain/model.ts';
import type { Decide, NewKeyRecord, NewOrganization } from '../../server/domain/store.ts';

/** When everything is made. */
export const start = 1_700_000_000_000;

export const organization = (organizationId: string): Organization => ({ organizationId, name: 'Org', createdAt: 1 });

export const key = (clientId: string, changes: Partial<ApiKey> = {}): ApiKey => ({
  organizationId: 'org_1',
  clientId,
  name: 'Ключ 🔑',
  scopes: ['read:api-key', 'a:b'],
  enabled: true,
  createdAt: start,
  createdBy: 'bootstrap',
  expiresAt: null,
  lastUsedAt: null,
  revision: 1,
  tokenGeneration: 0,
  ...changes,
});

export const secret = (secretId: string, clientId: string, changes: Partial<Secret> = {}): Secret => ({
  secretId,
  clientId,
  digest: Buffer.alloc(32, secretId),
  digestKey: 'v1',
  createdAt: start,
  expiresAt: null,
  lastUsedAt: null,
  ...changes,
});

export const entry = (auditId: string, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  auditId,
  organizationId: 'org_1',
  at: start,
  actor: 'key_1',
  action: 'api_key.updated',
  outcome: 'done',
  target: 'key_1',
  requestId: null,
  address: null,
  before: null,
  after: null,
  ...changes,
});

/** A key of this number with its secret and its entry: `key_2`, `sec_2`, `aud_2`. */
export const record = (number: string | number, changes: Partial<ApiKey> = {}): NewKeyRecord => {
  const made = key(`key_${number}`, changes);
  const { organizationId, clientId } = made;
  return {
    key: made,
    secret: secret(`sec_${number}`, clientId),
    audit: () => entry(`aud_${number}`, { organizationId, action: 'api_key.created', target: clientId }),
  };
};

/** An organization of this number, with its key. */
export const founding = (number: string | number): NewOrganization => {
  const organizationId = `org_${number}`;
  const { audit, ...first } = record(number, { organizationId });
  return { organization: organization(organizationId), ...first, audit: [audit()] };
};

/** Changes of a key, and one more revision; the entry has this id. */
export const changing =
  (auditId: string, change: (found: KeyWithSecrets) => Partial<KeyWithSecrets> = () => ({})): Decide =>
  (found) => {
    const to = { ...found, ...change(found) };
    return { to: { ...to, key: { ...to.key, revision: found.key.revision + 1 } }, audit: entry(auditId) };
  };

export const answer = (answerId: string, changes: Partial<StoredAnswer> = {}): StoredAnswer => ({
  answerId,
  fingerprint: 'print',
  sealedAnswer: Buffer.from([0, 255, 1]),
  expiresAt: start + 600_000,
  ...changes,
});

export const signingKey = (kid: string): SigningKey => ({
  kid,
  publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  encryptedPrivateKey: Buffer.from([0, 255, 1]),
  createdAt: 1,
  signsFrom: 1,
});
