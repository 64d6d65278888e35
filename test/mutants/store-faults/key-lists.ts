import type { KeyPage, KeyQuery } from '../../../server/domain/lists.ts';
import type { ApiKey } from '../../../server/domain/model.ts';
import type { Store } from '../../../server/domain/store.ts';
import { faultsOf, type StoreFault, type Way } from './fault.ts';

const operationIds = ['listApiKeys'];
/** Instead of a page. */
export const everything = { limit: 1_000_000, offset: 0 };

/** How keys are listed. */
export const keyListFaults: readonly StoreFault[] = [
  ...faultsOf('a list ignores a parameter', operationIds, [
    asking('limit', (query) => ({ ...query, limit: everything.limit })),
    asking('offset', (query) => ({ ...query, offset: 0 })),
    asking('offset, behind a cursor', (query) => (query.after ? { ...query, offset: 0 } : query)),
    asking('after', ({ after, ...query }) => query),
    asking('after, with a filter', ({ after, ...query }) => (isFiltered(query) ? query : { ...query, after })),
    asking('name', ({ name, ...query }) => query),
    asking('enabled', ({ enabled, ...query }) => query),
    asking('expiresBefore', ({ expiresBefore, ...query }) => query),
    asking('lastUsedBefore', ({ lastUsedBefore, ...query }) => query),
    asking('every filter but the name', ({ limit, offset, after, name, ...filters }) =>
      name === undefined ? { limit, offset, after, ...filters } : { limit, offset, after, name },
    ),
  ]),
  ...faultsOf('a filter lets too much through', operationIds, [
    filtering(
      'name, anywhere',
      ({ name, ...rest }) => rest,
      ({ name = '' }) =>
        (key) =>
          key.name.includes(name),
    ),
    filtering(
      'name, in any letters',
      ({ name, ...rest }) => rest,
      ({ name = '' }) =>
        (key) =>
          key.name.toLowerCase().startsWith(name.toLowerCase()),
    ),
    filtering(
      'expiresBefore, keys without an end',
      ({ expiresBefore, ...rest }) => rest,
      (query) => (key) => key.expiresAt === null || key.expiresAt < (query.expiresBefore ?? Number.POSITIVE_INFINITY),
    ),
    asking('expiresBefore, a key that ends then', (query) => plusOne(query, 'expiresBefore')),
    asking('lastUsedBefore, a key that was used then', (query) => plusOne(query, 'lastUsedBefore')),
  ]),
  ...faultsOf('a filter lets too little through', operationIds, [
    filtering(
      'name, but for itself',
      (query) => query,
      ({ name }) =>
        (key) =>
          key.name !== name,
    ),
    filtering(
      'enabled, disabled keys',
      (query) => query,
      ({ enabled }) =>
        (key) =>
          enabled !== false || key.enabled,
    ),
    filtering(
      'lastUsedBefore, keys that were never used',
      (query) => query,
      ({ lastUsedBefore }) =>
        (key) =>
          lastUsedBefore === undefined || key.lastUsedAt !== null,
    ),
  ]),
  {
    name: 'a list starts one too late',
    operationIds,
    methods: (store) => listing(store, (query) => ({ ...query, offset: query.offset + 1 })),
  },
  ...faultsOf('a cursor is off by one', operationIds, [
    asking('one is passed over', (query) => (query.after ? { ...query, offset: query.offset + 1 } : query)),
    // An id stands behind its own beginning.
    asking('one is repeated', ({ after, ...query }) =>
      after ? { ...query, after: { at: after.at, id: after.id.slice(0, -1) } } : query,
    ),
  ]),
  ...faultsOf('a list has another order', operationIds, [
    paging('the newest first', (keys) => keys.toReversed()),
    paging('by name', (keys) => keys.toSorted((one, other) => (one.name < other.name ? -1 : 1))),
    paging('with a filter, the newest first', (keys, query) => (isFiltered(query) ? keys.toReversed() : keys)),
  ]),
  ...faultsOf('a list has another total', operationIds, [
    telling('its page', ({ keys }) => ({ total: keys.length })),
    telling('one too many', ({ total }) => ({ total: total + 1 })),
    telling('capped', () => ({ totalIsCapped: true })),
    telling('whatever the filters', async (_, __, all) => ({ total: (await all(everything)).total })),
    telling('what is behind the cursor', async (_, query, all) => ({
      total: (await all({ ...query, ...everything })).keys.length,
    })),
  ]),
  ...faultsOf('a list does not know its end', operationIds, [
    telling('there is always more', () => ({ hasMore: true })),
    telling('there is never more', () => ({ hasMore: false })),
    telling('a full page has more behind it', ({ keys }, { limit }) => ({ hasMore: keys.length === limit })),
  ]),
];

type List = (query: KeyQuery) => Promise<KeyPage>;

function listing(store: Store, ask: (query: KeyQuery) => KeyQuery): Partial<Store> {
  return { listKeys: async (organizationId, query) => await store.listKeys(organizationId, ask(query)) };
}

/** Asks something else than it was asked. */
function asking(place: string, ask: (query: KeyQuery) => KeyQuery): Way {
  return [place, (store) => listing(store, ask)];
}

/** Tells something else of a page. */
function telling(
  place: string,
  tell: (page: KeyPage, query: KeyQuery, all: List) => Partial<KeyPage> | Promise<Partial<KeyPage>>,
): Way {
  return [
    place,
    (store) => ({
      async listKeys(organizationId, query) {
        const page = await store.listKeys(organizationId, query);
        return { ...page, ...(await tell(page, query, (other) => store.listKeys(organizationId, other))) };
      },
    }),
  ];
}

/** Cuts the page out of another list. */
function paging(place: string, change: (keys: readonly ApiKey[], query: KeyQuery) => readonly ApiKey[]): Way {
  return telling(place, async (_, query, all) => {
    const keys = change((await all({ ...query, ...everything })).keys, query);
    return pageOf(keys, query);
  });
}

/** Lets other keys through than a filter should. */
function filtering(
  place: string,
  ask: (query: KeyQuery) => KeyQuery,
  passes: (query: KeyQuery) => (key: ApiKey) => boolean,
): Way {
  return telling(place, async (_, query, all) => {
    if (!isFiltered(query)) return {};
    const keys = (await all({ ...ask(query), ...everything })).keys.filter(passes(query));
    const { after, ...fromTheStart } = ask(query);
    const total = (await all({ ...fromTheStart, ...everything })).keys.filter(passes(query)).length;
    return { ...pageOf(keys, query), total };
  });
}

export function pageOf(keys: readonly ApiKey[], { offset, limit }: KeyQuery): Pick<KeyPage, 'keys' | 'hasMore'> {
  return { keys: keys.slice(offset, offset + limit), hasMore: keys.length > offset + limit };
}

export function isFiltered({ name, enabled, expiresBefore, lastUsedBefore }: KeyQuery): boolean {
  return [name, enabled, expiresBefore, lastUsedBefore].some((filter) => filter !== undefined);
}

function plusOne(query: KeyQuery, bound: 'expiresBefore' | 'lastUsedBefore'): KeyQuery {
  const { [bound]: time } = query;
  return time === undefined ? query : { ...query, [bound]: time + 1 };
}
