import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../../../server/domain/store.ts';
import { founding } from '../values.ts';

export type Open = () => Promise<Store>;

/** The store of each test, with `org_1` and `key_1` in it. */
export function eachStore(open: Open) {
  const subject = {} as { store: Store };
  beforeEach(async () => {
    subject.store = await open();
    await subject.store.bootstrap(founding(1));
  });
  afterEach(() => subject.store.close());
  return {
    /** As it is at the moment. */
    get store(): Store {
      return subject.store;
    },
    async clientIds(organizationId = 'org_1') {
      return (await subject.store.listKeys(organizationId, all)).keys.map(({ clientId }) => clientId);
    },
    async total(organizationId = 'org_1') {
      return (await subject.store.listKeys(organizationId, all)).total;
    },
    /** Ids of what was noted, the newest first. */
    async auditIds(organizationId = 'org_1') {
      const { entries } = await subject.store.listAuditEntries(organizationId, all);
      return entries.map(({ auditId }) => auditId);
    },
  };
}

export const all = { limit: 100, offset: 0 };
export const nothing = { keys: [], total: 0, totalIsCapped: false, hasMore: false };
