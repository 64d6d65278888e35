import { describe, expect, test } from 'vitest';
import type { AuditQuery, Cursor } from '../../../server/domain/lists.ts';
import { entry, start } from '../values.ts';
import { eachStore, type Open } from './subject.ts';

export function describeAudit(open: Open): void {
  describe('the audit log', () => {
    const subject = eachStore(open);
    const idsOf = async (query: Partial<AuditQuery>) => {
      const { entries } = await subject.store.listAuditEntries('org_1', { limit: 100, ...query });
      return entries.map(({ auditId }) => auditId).join(' ');
    };

    test('an entry comes back as it was given', async () => {
      const state = { name: '"🔑"', scopes: ['a', 'b:c'], enabled: false, expiresAt: 5, secrets: [] };
      const full = entry('aud_2', {
        outcome: 'refused',
        action: 'secret.deleted',
        requestId: 'r\n1',
        address: '::1',
        before: { ...state, secrets: [{ secretId: 'sec_1', expiresAt: null }] },
        after: state,
      });
      const empty = entry('aud_3', { target: null });
      await subject.store.insertAuditEntry(full);
      await subject.store.insertAuditEntry(empty);
      const { entries } = await subject.store.listAuditEntries('org_1', { limit: 2 });
      expect(entries).toEqual([empty, full]);
    });

    test('an entry is never replaced', async () => {
      await expect(subject.store.insertAuditEntry(entry('aud_1', { actor: 'thief' }))).rejects.toThrow();
      expect(await idsOf({ actor: 'thief' })).toBe('');
    });

    test('the newest come first, then the greater id; filters are joined by "and"', async () => {
      const made = [
        ['b', 10, 'key_1', 'key_2'],
        ['a', 10, 'key_2', 'key_1'],
        ['d', 30, 'key_1', 'key_1'],
        ['c', 20, 'admin', null],
      ] as const;
      for (const [id, at, actor, target] of made) {
        await subject.store.insertAuditEntry(entry(id, { at, actor, target }));
      }
      const until = start;
      expect(await idsOf({ until })).toBe('d c b a');
      expect(await idsOf({ until: 30 })).toBe('c b a');
      expect(await idsOf({ until, since: 20 })).toBe('d c');
      expect(await idsOf({ since: 10, until: 30 })).toBe('c b a');
      expect(await idsOf({ since: 21, until: 30 })).toBe('');
      expect(await idsOf({ until, actor: 'key_1' })).toBe('d b');
      expect(await idsOf({ until, target: 'key_1' })).toBe('d a');
      expect(await idsOf({ until, actor: 'key_1', target: 'key_1' })).toBe('d');
      expect(await idsOf({ until, actor: 'key_1', since: 11 })).toBe('d');
      expect(await idsOf({ actor: 'KEY_1' })).toBe('');
      expect(await idsOf({ until, after: { at: 10, id: 'b' } })).toBe('a');
      expect(await idsOf({ until: 30, after: { at: 99, id: '' } })).toBe('c b a');
      expect(await idsOf({ until: 10, after: { at: 10, id: 'b' } })).toBe('');
      expect(await idsOf({ until, since: 10, actor: 'key_2', after: { at: 10, id: 'b' } })).toBe('a');
    });

    test('pages hold every entry once while others are written', async () => {
      for (let number = 10; number < 31; number++) await subject.store.insertAuditEntry(entry(`aud_${number}`));
      const met: string[] = [];
      let after: Cursor | undefined;
      for (let hasMore = true; hasMore; ) {
        const page = await subject.store.listAuditEntries('org_1', { limit: 11, after });
        const last = page.entries.at(-1);
        met.push(...page.entries.map(({ auditId }) => auditId));
        after = last && { at: last.at, id: last.auditId };
        hasMore = page.hasMore;
        await subject.store.insertAuditEntry(entry(`new_${met.length}`, { at: start + 1 }));
      }
      expect(met).toHaveLength(22);
      expect(met).toEqual(met.toSorted().reverse());
    });

    test('there is no more behind a page that holds the last one', async () => {
      await subject.store.insertAuditEntry(entry('aud_2'));
      const hasMore = async (limit: number) => (await subject.store.listAuditEntries('org_1', { limit })).hasMore;
      expect([await hasMore(1), await hasMore(2), await hasMore(3)]).toEqual([true, false, false]);
    });
  });
}
