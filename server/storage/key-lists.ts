import type { Kysely } from 'kysely';
import { countCap, type KeyPage } from '../domain/lists.ts';
import type { Store } from '../domain/store.ts';
import { columnsOf, keyColumns } from './columns.ts';
import { filtersOf, isAfter } from './key-filters.ts';
import { findMatches } from './key-matches.ts';
import { integer, prepare, text } from './prepare.ts';
import { toKey } from './rows.ts';
import type { Tables } from './tables.ts';

export function keyLists(db: Kysely<Tables>) {
  const inOrder = db
    .selectFrom('api_keys')
    .select(keyColumns)
    .where('organization_id', '=', text)
    .orderBy('created_at')
    .orderBy('client_id')
    .limit(integer)
    .offset(integer);
  // The count and the page in one statement see one state; a page past the end is one row without a key.
  const withCount = (page: typeof inOrder) =>
    prepare(
      db,
      db
        .selectFrom('organizations')
        .leftJoin(page.as('page'), 'page.organization_id', 'organizations.organization_id')
        .select(columnsOf('page', keyColumns))
        .select('organizations.key_count')
        .where('organizations.organization_id', '=', text)
        .orderBy('page.created_at')
        .orderBy('page.client_id'),
    );
  const page = withCount(inOrder);
  // Without a cast: SQLite compares the two as one range of the index only if they have no type of their own.
  const pageAfter = withCount(inOrder.where(isAfter(0, '')));

  return {
    async listKeys(organizationId, query) {
      const filters = filtersOf(query);
      const { limit, offset, after } = query;
      if (filters.length > 0) {
        const { rows, count } = await findMatches(db, organizationId, filters, { offset, after, limit: limit + 1 });
        return { ...toPage(rows, limit), total: Math.min(count, countCap), totalIsCapped: count > countCap };
      }
      const rows = after
        ? await pageAfter(organizationId, after.at, after.id, limit + 1, offset, organizationId)
        : await page(organizationId, limit + 1, offset, organizationId);
      const keys = rows.flatMap(({ key_count: _, ...row }) => (isKeyRow(row) ? [row] : []));
      return { ...toPage(keys, limit), total: rows[0]?.key_count ?? 0, totalIsCapped: false };
    },
  } satisfies Partial<Store>;
}

/** @param rows one more than the page holds, if there is one more */
function toPage(rows: readonly Tables['api_keys'][], limit: number): Pick<KeyPage, 'keys' | 'hasMore'> {
  return { keys: rows.slice(0, limit).map(toKey), hasMore: rows.length > limit };
}

function isKeyRow(
  row: { [Column in keyof Tables['api_keys']]: Tables['api_keys'][Column] | null },
): row is Tables['api_keys'] {
  return row.client_id !== null;
}
