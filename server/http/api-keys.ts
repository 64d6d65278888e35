import type { components } from '../../generated/types.ts';
import type { ApiKeys } from '../domain/api-keys.ts';
import type { ApiKey, Secret } from '../domain/model.ts';
import type { LatchkeyHandlers } from './handlers.ts';

type Operations = Pick<LatchkeyHandlers, 'listApiKeys' | 'createApiKey' | 'getApiKey' | 'deleteApiKey'>;
type Wire = components['schemas'];

/** Tag "API keys". */
export function createApiKeyHandlers(apiKeys: ApiKeys): Operations {
  return {
    async listApiKeys({ query: { limit, offset } }, caller) {
      const { keys, total } = await apiKeys.list(caller, { limit, offset });
      const shown = keys.map(toWire);
      return { status: 200, body: { count: shown.length, meta: { total, limit, offset }, apiKeys: shown } };
    },

    async createApiKey({ body: { name, scopes, expiresAt } }, caller) {
      const wanted = { name, scopes, expiresAt: expiresAt ? Date.parse(expiresAt) : null };
      const { key, secretId, clientSecret } = await apiKeys.create(caller, wanted);
      return {
        status: 201,
        headers: { Location: `/api-keys/${key.clientId}` },
        body: { ...toWire(key), secretId, clientSecret },
      };
    },

    async getApiKey({ path: { clientId } }, caller) {
      const { key, secrets } = await apiKeys.get(caller, clientId);
      return { status: 200, body: { ...toWire(key), secrets: secrets.map(toSecretInfo) } };
    },

    async deleteApiKey({ path: { clientId } }, caller) {
      await apiKeys.delete(caller, clientId);
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

function toSecretInfo(secret: Secret): Wire['SecretInfo'] {
  return {
    secretId: secret.secretId,
    createdAt: toTime(secret.createdAt),
    expiresAt: toTimeOrNull(secret.expiresAt),
    lastUsedAt: toTimeOrNull(secret.lastUsedAt),
  };
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function toTimeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : toTime(milliseconds);
}
