import type { Kysely, Transaction } from 'kysely';
import type { AuditEntry } from '../domain/audit.ts';
import type { AuditQuery, Cursor } from '../domain/lists.ts';
import type { Store } from '../domain/store.ts';
import { auditColumns } from './columns.ts';
import { toAuditEntry, toAuditRow } from './rows.ts';
import type { Tables } from './tables.ts';

export function auditLog(db: Kysely<Tables>) {
  return {
    async insertAuditEntry(entry) {
      await db.transaction().execute((transaction) => addEntries(transaction, [entry]));
    },

    async listAuditEntries(organizationId, query) {
      const { limit, since, actor, target } = query;
      const end = endOf(query);
      let entries = db.selectFrom('audit_entries').select(auditColumns).where('organization_id', '=', organizationId);
      if (actor !== undefined) entries = entries.where('actor', '=', actor);
      if (target !== undefined) entries = entries.where('target', '=', target);
      if (since !== undefined) entries = entries.where('created_at', '>=', since);
      if (end) {
        entries = entries.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('created_at', 'audit_id'), '<', tuple(end.at, end.id)),
        );
      }
      const rows = await entries
        .orderBy('created_at', 'desc')
        .orderBy('audit_id', 'desc')
        .limit(limit + 1)
        .execute();
      return { entries: rows.slice(0, limit).map(toAuditEntry), hasMore: rows.length > limit };
    },
  } satisfies Partial<Store>;
}

/** The place that all entries are before. One bound and not two, since an engine would look for only one of them. */
function endOf({ after, until }: AuditQuery): Cursor | undefined {
  if (until === undefined || (after && after.at < until)) return after;
  return { at: until, id: '' };
}

export async function addEntries(transaction: Transaction<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length > 0) await transaction.insertInto('audit_entries').values(entries.map(toAuditRow)).execute();
}
