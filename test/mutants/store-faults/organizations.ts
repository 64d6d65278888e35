import type { Store } from '../../../server/domain/store.ts';
import { faultsOf, type StoreFault } from './fault.ts';
import { everything, isFiltered, pageOf } from './key-lists.ts';

const name = 'organizations are not kept apart';

/** How one organization is kept from what is another's. */
export const organizationFaults: readonly StoreFault[] = [
  ...faultsOf(
    name,
    ['getApiKey'],
    [['keys are read', (store) => ({ findKeyWithSecrets: async (_, clientId) => await store.findClient(clientId) })]],
  ),
  ...faultsOf(
    name,
    ['updateApiKey', 'createSecret', 'deleteSecret'],
    [
      [
        'keys are changed',
        (store) => ({
          changeKey: async (own, clientId, decide) =>
            await store.changeKey(await ownerOf(store, clientId, own), clientId, decide),
        }),
      ],
    ],
  ),
  ...faultsOf(
    name,
    ['deleteApiKey'],
    [
      [
        'keys are deleted',
        (store) => ({
          deleteKey: async (own, clientId, audit) =>
            await store.deleteKey(await ownerOf(store, clientId, own), clientId, audit),
        }),
      ],
    ],
  ),
  ...faultsOf(
    name,
    ['listApiKeys'],
    [
      ['keys are listed', (store) => listing(store, () => true)],
      ['keys are filtered', (store) => listing(store, isFiltered)],
    ],
  ),
  ...faultsOf(
    name,
    ['listAuditLogs'],
    [
      [
        'changes are listed',
        (store) => ({
          async listAuditEntries(_, query) {
            const pages = await eachOrganization(store, (id) => store.listAuditEntries(id, query));
            const entries = pages.flatMap((page) => page.entries).sort((one, other) => other.at - one.at);
            const hasMore = entries.length > query.limit || pages.some((page) => page.hasMore);
            return { entries: entries.slice(0, query.limit), hasMore };
          },
        }),
      ],
    ],
  ),
];

async function ownerOf(store: Store, clientId: string, otherwise: string): Promise<string> {
  return (await store.findClient(clientId))?.key.organizationId ?? otherwise;
}

async function eachOrganization<Page>(store: Store, list: (organizationId: string) => Promise<Page>): Promise<Page[]> {
  const all = await store.organizations();
  return await Promise.all(all.map(({ organizationId }) => list(organizationId)));
}

function listing(store: Store, isWrong: (query: Parameters<Store['listKeys']>[1]) => boolean): Partial<Store> {
  return {
    async listKeys(own, query) {
      if (!isWrong(query)) return await store.listKeys(own, query);
      const pages = await eachOrganization(store, (id) => store.listKeys(id, { ...query, ...everything }));
      const keys = pages.flatMap((page) => page.keys).sort((one, other) => one.createdAt - other.createdAt);
      const total = pages.reduce((sum, page) => sum + page.total, 0);
      return { ...pageOf(keys, query), total, totalIsCapped: false };
    },
  };
}
