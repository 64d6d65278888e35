import { type operations as operationTable, scopes } from '../../generated/operations.ts';
import type { operations } from '../../generated/types.ts';
import type { ApiKeys } from '../domain/api-keys.ts';
import type { Authentication } from '../domain/authentication.ts';
import type { Store } from '../domain/store.ts';
import type { Handlers } from '../edge/index.ts';
import { createApiKeyHandlers } from './api-keys.ts';
import { createHealthHandlers } from './health.ts';
import { createOAuthHandlers } from './oauth.ts';
import type { Callers } from './security.ts';

export type LatchkeyHandlers = Handlers<operations, typeof operationTable, Callers>;

export interface HandlerParts {
  readonly apiKeys: ApiKeys;
  readonly authentication: Authentication;
  readonly store: Store;
  readonly publicUrl: () => string;
}

/** Everything that this service can do. An operation of the contract that is missing here doesn't compile. */
export function createHandlers({ apiKeys, authentication, store, publicUrl }: HandlerParts): LatchkeyHandlers {
  const { issueToken, getServerMetadata, getJwks } = createOAuthHandlers({ authentication, store, publicUrl, scopes });
  const { listApiKeys, createApiKey, getApiKey, deleteApiKey } = createApiKeyHandlers(apiKeys);
  const { getLiveness, getReadiness } = createHealthHandlers(store);
  return {
    issueToken,
    getServerMetadata,
    getJwks,
    listApiKeys,
    createApiKey,
    getApiKey,
    deleteApiKey,
    getLiveness,
    getReadiness,
  };
}
