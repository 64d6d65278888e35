import type { ApiKey, Organization, Secret, SigningKey } from '../../server/domain/model.ts';

export const organization = (organizationId: string): Organization => ({ organizationId, name: 'Org', createdAt: 1 });

export const key = (clientId: string, changes: Partial<ApiKey> = {}): ApiKey => ({
  organizationId: 'org_1',
  clientId,
  name: 'Ключ 🔑',
  scopes: ['read:api-key', 'a:b'],
  enabled: true,
  createdAt: 1_700_000_000_000,
  createdBy: 'bootstrap',
  expiresAt: null,
  lastUsedAt: null,
  ...changes,
});

export const secret = (secretId: string, clientId: string, changes: Partial<Secret> = {}): Secret => ({
  secretId,
  clientId,
  digest: Buffer.alloc(32, secretId),
  digestKey: 'v1',
  createdAt: 1_700_000_000_000,
  expiresAt: null,
  lastUsedAt: null,
  ...changes,
});

export const signingKey = (kid: string): SigningKey => ({
  kid,
  publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  encryptedPrivateKey: Buffer.from([0, 255, 1]),
  createdAt: 1,
});
