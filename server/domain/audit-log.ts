import type { AuditEntry } from './audit.ts';
import type { Caller } from './authentication.ts';
import { type AuditQuery, readCursor, writeCursor } from './lists.ts';
import type { Store } from './store.ts';

export interface AuditLog {
  /** One page of what was changed in the caller's organization, the newest first. */
  list(
    caller: Caller,
    query: Omit<AuditQuery, 'after'> & { readonly after?: string | undefined },
  ): Promise<{ entries: readonly AuditEntry[]; next: string | null }>;
}

export function createAuditLog(store: Store): AuditLog {
  return {
    async list({ organizationId }, { after, ...query }) {
      const where = { ...query, ...(after && { after: readCursor(after) }) };
      const { entries, hasMore } = await store.listAuditEntries(organizationId, where);
      const last = entries.at(-1);
      return { entries, next: hasMore && last ? writeCursor({ at: last.at, id: last.auditId }) : null };
    },
  };
}
