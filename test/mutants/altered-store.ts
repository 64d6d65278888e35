import type { Store } from '../../server/domain/store.ts';
import type { Kind } from './mutant.ts';

/** A store of which some methods do otherwise than they promise. */
interface StoreFault {
  readonly name: string;
  readonly place?: string;
  readonly operationIds: readonly string[];
  readonly methods: (store: Store) => Partial<Store>;
}

const faults: readonly StoreFault[] = [
  {
    name: 'a delete deletes nothing',
    operationIds: ['deleteApiKey'],
    methods: (store) => ({
      deleteKey: async (organization, clientId) => (await store.findKey(organization, clientId)) !== undefined,
    }),
  },
  {
    name: 'a delete finds what is not there',
    operationIds: ['deleteApiKey'],
    methods: (store) => ({ deleteKey: async (...key) => (await store.deleteKey(...key)) || true }),
  },
  { name: 'a create keeps nothing', operationIds: ['createApiKey'], methods: () => ({ insertKey: async () => {} }) },
  ...(
    [
      ['name', { name: 'Another' }],
      ['scopes', { scopes: ['read:api-key'] }],
      ['end, none', { expiresAt: null }],
      ['end, later', { expiresAt: 4_102_444_800_000 }],
      ['maker', { createdBy: 'bootstrap' }],
      ['time', { createdAt: 0 }],
      ['state', { enabled: false }],
    ] as const
  ).map(([place, changes]) => ({
    name: 'a create keeps something else',
    place,
    operationIds: ['createApiKey'],
    methods: (store: Store): Partial<Store> => ({
      insertKey: async (key, secret) => await store.insertKey({ ...key, ...changes }, secret),
    }),
  })),
  {
    name: 'a create keeps something else',
    place: 'secret',
    operationIds: ['createApiKey'],
    methods: (store) => ({
      insertKey: async (key, secret) =>
        await store.insertKey(key, { ...secret, digest: Buffer.alloc(secret.digest.length) }),
    }),
  },
  {
    name: 'a list ignores its limit',
    operationIds: ['listApiKeys'],
    methods: (store) => ({
      listKeys: async (organization, { offset }) => await store.listKeys(organization, { limit: 1000, offset }),
    }),
  },
  {
    name: 'a list ignores its offset',
    operationIds: ['listApiKeys'],
    methods: (store) => ({
      listKeys: async (organization, { limit }) => await store.listKeys(organization, { limit, offset: 0 }),
    }),
  },
  {
    name: 'a list starts one too late',
    operationIds: ['listApiKeys'],
    methods: (store) => ({
      listKeys: async (organization, { limit, offset }) =>
        await store.listKeys(organization, { limit, offset: offset + 1 }),
    }),
  },
  {
    name: 'a list has the newest first',
    operationIds: ['listApiKeys'],
    methods: (store) => ({
      async listKeys(organization, { limit, offset }) {
        const { keys, total } = await store.listKeys(organization, { limit: 1_000_000, offset: 0 });
        return { keys: keys.toReversed().slice(offset, offset + limit), total };
      },
    }),
  },
  {
    name: 'a list counts its page as its total',
    operationIds: ['listApiKeys'],
    methods: (store) => ({
      async listKeys(organization, page) {
        const { keys } = await store.listKeys(organization, page);
        return { keys, total: keys.length };
      },
    }),
  },
  {
    name: 'tokens outlive their key',
    operationIds: ['deleteApiKey'],
    methods: (store) => remembering(store, 'findKey'),
  },
  {
    name: 'secrets outlive their key',
    operationIds: ['deleteApiKey'],
    methods: (store) => remembering(store, 'findClient'),
  },
  {
    name: 'a deleted key can still be read',
    operationIds: ['deleteApiKey'],
    methods: (store) => remembering(store, 'findKeyWithSecrets'),
  },
  { name: 'no signing key is published', operationIds: ['getJwks'], methods: () => ({ signingKeys: async () => [] }) },
  { name: 'uses are never noted', operationIds: ['issueToken'], methods: () => ({ recordUses: async () => {} }) },
];

export const storeKinds: readonly Kind[] = [...Map.groupBy(faults, ({ name }) => name)].map(
  ([name, sameName]): Kind => ({
    name,
    family: 'service',
    mutants: () =>
      sameName.map(({ place = 'the store', operationIds, methods }) => ({
        kind: name,
        place,
        operationIds,
        defect: { in: 'store', wrapStore: (store: Store): Store => ({ ...store, ...methods(store) }) },
      })),
  }),
);

/** Finds what it once found. */
function remembering<Method extends 'findKey' | 'findClient' | 'findKeyWithSecrets'>(store: Store, method: Method) {
  const memory = new Map<string, unknown>();
  return {
    async [method](...key: string[]) {
      const id = key.join(' ');
      const find = store[method] as (...key: string[]) => Promise<unknown>;
      const found = (await find(...key)) ?? memory.get(id);
      memory.set(id, found);
      return found;
    },
  } as Partial<Store>;
}
