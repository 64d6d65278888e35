import type { AuditAction, AuditEntry } from '../../../server/domain/audit.ts';
import type { AuditPage, AuditQuery } from '../../../server/domain/lists.ts';
import { faultsOf, type StoreFault, type Way } from './fault.ts';

const operationIds = ['listAuditLogs'];

const entries: readonly (readonly [AuditAction, AuditEntry['outcome'], operationIds: readonly string[]])[] = [
  ['organization.created', 'done', operationIds],
  ['api_key.created', 'done', ['createApiKey']],
  ['api_key.created', 'refused', ['createApiKey']],
  ['api_key.updated', 'done', ['updateApiKey']],
  ['api_key.updated', 'refused', ['updateApiKey']],
  ['api_key.deleted', 'done', ['deleteApiKey']],
  ['secret.created', 'done', ['createSecret']],
  ['secret.created', 'refused', ['createSecret']],
  ['secret.deleted', 'done', ['deleteSecret']],
  ['token.revoked', 'done', ['revokeToken']],
];

/** How changes are logged, and the log is listed. */
export const auditFaults: readonly StoreFault[] = [
  ...entries.flatMap(([action, outcome, changing]) =>
    faultsOf(
      'a change leaves no entry',
      [...changing, ...operationIds],
      [paging(`${action}, ${outcome}`, (all) => all.filter((one) => one.action !== action || one.outcome !== outcome))],
    ),
  ),
  ...faultsOf('the log ignores a parameter', operationIds, [
    asking('limit', (query) => ({ ...query, limit: 1_000_000 })),
    asking('after', ({ after, ...query }) => query),
    asking('since', ({ since, ...query }) => query),
    asking('until', ({ until, ...query }) => query),
    asking('actor', ({ actor, ...query }) => query),
    asking('target', ({ target, ...query }) => query),
  ]),
  ...faultsOf('a bound of the log is off by one', operationIds, [
    asking('since', ({ since, ...query }) => ({ ...query, since: since && since + 1 })),
    asking('until', ({ until, ...query }) => ({ ...query, until: until && until + 1 })),
  ]),
  ...faultsOf('a cursor of the log is off by one', operationIds, [
    paging('one is passed over', (all, { after }) => (after ? all.slice(1) : all)),
    // What stands behind an id comes before it, where the newest come first.
    asking('one is repeated', ({ after, ...query }) =>
      after ? { ...query, after: { at: after.at, id: `${after.id}~` } } : query,
    ),
  ]),
  ...faultsOf('the log has another order', operationIds, [
    paging('the oldest first', (all) => all.toReversed()),
    paging('by action', (all) => all.toSorted((one, other) => (one.action < other.action ? -1 : 1))),
  ]),
  ...faultsOf('the log does not know its end', operationIds, [
    telling('there is always more', () => ({ hasMore: true })),
    telling('there is never more', () => ({ hasMore: false })),
    telling('a full page has more behind it', ({ entries }, { limit }) => ({ hasMore: entries.length === limit })),
  ]),
];

function asking(place: string, ask: (query: AuditQuery) => AuditQuery): Way {
  return [
    place,
    (store) => ({
      listAuditEntries: async (organizationId, query) => await store.listAuditEntries(organizationId, ask(query)),
    }),
  ];
}

function telling(place: string, tell: (page: AuditPage, query: AuditQuery) => Partial<AuditPage>): Way {
  return [
    place,
    (store) => ({
      async listAuditEntries(organizationId, query) {
        const page = await store.listAuditEntries(organizationId, query);
        return { ...page, ...tell(page, query) };
      },
    }),
  ];
}

/** Cuts the page out of another list. */
function paging(place: string, change: (all: readonly AuditEntry[], query: AuditQuery) => readonly AuditEntry[]): Way {
  return [
    place,
    (store) => ({
      async listAuditEntries(organizationId, query) {
        const all = await store.listAuditEntries(organizationId, { ...query, limit: 1_000_000 });
        const changed = change(all.entries, query);
        return { entries: changed.slice(0, query.limit), hasMore: changed.length > query.limit };
      },
    }),
  ];
}
