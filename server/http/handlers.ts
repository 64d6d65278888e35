import { type operations as operationTable, scopes } from '../../generated/operations.ts';
import type { operations } from '../../generated/types.ts';
import type { ApiKeys } from '../domain/api-keys.ts';
import type { AuditLog } from '../domain/audit-log.ts';
import type { Authentication } from '../domain/authentication.ts';
import type { KeySecrets } from '../domain/key-secrets.ts';
import type { RateLimits } from '../domain/rate-limits.ts';
import type { Store } from '../domain/store.ts';
import type { Tokens } from '../domain/tokens.ts';
import type { Handlers } from '../edge/index.ts';
import { createApiKeyHandlers } from './api-keys.ts';
import { createAuditLogHandlers } from './audit-logs.ts';
import { createClientAuthentication } from './client-authentication.ts';
import { createDiscoveryHandlers } from './discovery.ts';
import { createHealthHandlers } from './health.ts';
import { createOAuthHandlers } from './oauth.ts';
import type { Callers } from './security.ts';

export type LatchkeyHandlers = Handlers<operations, typeof operationTable, Callers>;

export interface HandlerParts {
  readonly apiKeys: ApiKeys;
  readonly keySecrets: KeySecrets;
  readonly auditLog: AuditLog;
  readonly authentication: Authentication;
  readonly tokens: Tokens;
  readonly rateLimits: RateLimits;
  readonly store: Store;
  /** False if this process is about to stop. */
  readonly isReady: () => Promise<boolean>;
  readonly publicUrl: () => string;
}

/** Everything that this service can do. An operation of the contract that is missing here doesn't compile. */
export function createHandlers(parts: HandlerParts): LatchkeyHandlers {
  const { authentication, rateLimits, tokens, store, publicUrl } = parts;
  const authenticateClient = createClientAuthentication(authentication, rateLimits);
  const { issueToken, introspectToken, revokeToken } = createOAuthHandlers(authenticateClient, tokens);
  const { getServerMetadata, getJwks } = createDiscoveryHandlers({ store, publicUrl, scopes });
  const { listApiKeys, createApiKey, getApiKey, updateApiKey, deleteApiKey, createSecret, deleteSecret } =
    createApiKeyHandlers(parts.apiKeys, parts.keySecrets);
  const { listAuditLogs } = createAuditLogHandlers(parts.auditLog);
  const { getLiveness, getReadiness } = createHealthHandlers(parts.isReady);
  return {
    issueToken,
    introspectToken,
    revokeToken,
    getServerMetadata,
    getJwks,
    listApiKeys,
    createApiKey,
    getApiKey,
    updateApiKey,
    deleteApiKey,
    createSecret,
    deleteSecret,
    listAuditLogs,
    getLiveness,
    getReadiness,
  };
}
