import type { components } from '../../generated/types.ts';
import type { AuditEntry, AuditedKey } from '../domain/audit.ts';
import type { AuditLog } from '../domain/audit-log.ts';
import type { LatchkeyHandlers } from './handlers.ts';
import { fromTime, toTime, toTimeOrNull } from './times.ts';

type Wire = components['schemas'];

/** Tag "Audit log". */
export function createAuditLogHandlers(auditLog: AuditLog): Pick<LatchkeyHandlers, 'listAuditLogs'> {
  return {
    async listAuditLogs({ query: { since, until, ...query } }, caller) {
      const times = { since: fromTime(since), until: fromTime(until) };
      const { entries, next } = await auditLog.list(caller, { ...query, ...times });
      const body = { count: entries.length, meta: { limit: query.limit, next }, auditLogs: entries.map(toWire) };
      return { status: 200, body };
    },
  };
}

function toWire(entry: AuditEntry): Wire['AuditLog'] {
  return {
    auditId: entry.auditId,
    time: toTime(entry.at),
    actor: entry.actor,
    action: entry.action,
    outcome: entry.outcome,
    target: entry.target,
    requestId: entry.requestId,
    address: entry.address,
    before: entry.before && toAuditedKey(entry.before),
    after: entry.after && toAuditedKey(entry.after),
  };
}

function toAuditedKey({ name, scopes, enabled, expiresAt, secrets }: AuditedKey): Wire['AuditedKey'] {
  return {
    name,
    scopes: [...scopes],
    enabled,
    expiresAt: toTimeOrNull(expiresAt),
    secrets: secrets.map(({ secretId, expiresAt }) => ({ secretId, expiresAt: toTimeOrNull(expiresAt) })),
  };
}
