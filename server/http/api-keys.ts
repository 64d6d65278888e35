import type { components } from '../../generated/types.ts';
import type { ApiKeys } from '../domain/api-keys.ts';
import type { KeySecrets } from '../domain/key-secrets.ts';
import type { ApiKey, KeyWithSecrets, Secret } from '../domain/model.ts';
import type { LatchkeyHandlers } from './handlers.ts';
import { entityTag, fitsIfMatch } from './preconditions.ts';
import { fromTime, toTime, toTimeOrNull } from './times.ts';

type Operations = Pick<
  LatchkeyHandlers,
  'listApiKeys' | 'createApiKey' | 'getApiKey' | 'updateApiKey' | 'deleteApiKey' | 'createSecret' | 'deleteSecret'
>;
type Wire = components['schemas'];

/** Tag "API keys". */
export function createApiKeyHandlers(apiKeys: ApiKeys, keySecrets: KeySecrets): Operations {
  return {
    async listApiKeys({ query: { expiresBefore, lastUsedBefore, ...query } }, caller) {
      const times = { expiresBefore: fromTime(expiresBefore), lastUsedBefore: fromTime(lastUsedBefore) };
      const { keys, total, totalIsCapped, next } = await apiKeys.list(caller, { ...query, ...times });
      const { limit, offset } = query;
      const shown = keys.map(toWire);
      const meta = { total, totalIsCapped, limit, offset, next };
      return { status: 200, body: { count: shown.length, meta, apiKeys: shown } };
    },

    async createApiKey({ header, body: { name, scopes, expiresAt = null } }, caller, origin) {
      const wanted = { name, scopes, expiresAt: fromTime(expiresAt) };
      const created = await apiKeys.create({ ...caller, ...origin }, wanted, header['Idempotency-Key']);
      const { key, secretId, clientSecret } = created;
      return {
        status: 201,
        headers: { Location: `/api-keys/${key.clientId}` },
        body: { ...toWire(key), secretId, clientSecret },
      };
    },

    async getApiKey({ path: { clientId } }, caller) {
      const found = await apiKeys.get(caller, clientId);
      return { status: 200, headers: { ETag: entityTag(found.key.revision) }, body: toDetails(found) };
    },

    async updateApiKey({ path: { clientId }, header, body: { expiresAt, ...rest } }, caller, origin) {
      const patch = { ...rest, expiresAt: fromTime(expiresAt) };
      const fits = fitsIfMatch(header['If-Match']);
      const changed = await apiKeys.update({ ...caller, ...origin }, clientId, patch, fits);
      return { status: 200, headers: { ETag: entityTag(changed.key.revision) }, body: toDetails(changed) };
    },

    async deleteApiKey({ path: { clientId } }, caller, origin) {
      await apiKeys.delete({ ...caller, ...origin }, clientId);
      return { status: 204 };
    },

    async createSecret({ path: { clientId }, body: { expiresAt = null, previousExpiresIn } = {} }, caller, origin) {
      const wanted = { expiresAt: fromTime(expiresAt), previousExpiresIn };
      const { secret, clientSecret } = await keySecrets.create({ ...caller, ...origin }, clientId, wanted);
      return {
        status: 201,
        headers: { Location: `/api-keys/${clientId}/secrets/${secret.secretId}` },
        body: { clientId, ...toSecretInfo(secret), clientSecret },
      };
    },

    async deleteSecret({ path: { clientId, secretId } }, caller, origin) {
      await keySecrets.delete({ ...caller, ...origin }, clientId, secretId);
      return { status: 204 };
    },
  };
}

/** Field by field: what isn't named here is never shown. */
function toWire(key: ApiKey): Wire['ApiKey'] {
  return {
    clientId: key.clientId,
    name: key.name,
    scopes: [...key.scopes],
    enabled: key.enabled,
    createdAt: toTime(key.createdAt),
    createdBy: key.createdBy,
    expiresAt: toTimeOrNull(key.expiresAt),
    lastUsedAt: toTimeOrNull(key.lastUsedAt),
  };
}

function toDetails({ key, secrets }: KeyWithSecrets): Wire['ApiKeyDetails'] {
  return { ...toWire(key), secrets: secrets.map(toSecretInfo) };
}

function toSecretInfo(secret: Secret): Wire['SecretInfo'] {
  return {
    secretId: secret.secretId,
    createdAt: toTime(secret.createdAt),
    expiresAt: toTimeOrNull(secret.expiresAt),
    lastUsedAt: toTimeOrNull(secret.lastUsedAt),
  };
}
