import type { ApiKey, KeyWithSecrets, Secret } from '../../../server/domain/model.ts';
import type { FoundCaller, Store } from '../../../server/domain/store.ts';
import { faultsOf, type StoreFault, type Way } from './fault.ts';

const year2100 = 4_102_444_800_000;

/** How a key is made, found and deleted. */
export const keyFaults: readonly StoreFault[] = [
  {
    name: 'a delete deletes nothing',
    operationIds: ['deleteApiKey'],
    methods: (store) => ({
      async deleteKey(organizationId, clientId, audit) {
        const found = await store.findKeyWithSecrets(organizationId, clientId);
        if (found) await store.insertAuditEntry(audit(found));
        return found !== undefined;
      },
    }),
  },
  {
    name: 'a delete finds what is not there',
    operationIds: ['deleteApiKey'],
    methods: (store) => ({ deleteKey: async (...key) => (await store.deleteKey(...key)) || true }),
  },
  {
    name: 'a create keeps nothing',
    operationIds: ['createApiKey'],
    methods: (store) => ({
      async insertKey({ audit }) {
        await store.insertAuditEntry(audit());
        return true;
      },
    }),
  },
  ...faultsOf(
    'a create keeps something else',
    ['createApiKey'],
    [
      creating('name', { name: 'Another' }),
      creating('scopes', { scopes: ['read:api-key'] }),
      creating('end, none', { expiresAt: null }),
      creating('end, later', { expiresAt: year2100 }),
      creating('maker', { createdBy: 'bootstrap' }),
      creating('time', { createdAt: 0 }),
      creating('state', { enabled: false }),
      creating('last use', { lastUsedAt: 0 }),
      creating('secret', {}, ({ digest }) => ({ digest: Buffer.alloc(digest.length) })),
      creating('end of the secret', {}, () => ({ expiresAt: year2100 })),
      creating('time of the secret', {}, () => ({ createdAt: 0 })),
    ],
  ),
  {
    name: 'tokens outlive their key',
    operationIds: ['deleteApiKey'],
    methods: (store) => remembering(store, 'findCaller'),
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
  ...faultsOf(
    'tokens do not notice what becomes of their key',
    ['updateApiKey'],
    [
      calling('that it ends', (found) => ({ ...found, expiresAt: null })),
      calling('that it was disabled', (found) => ({ ...found, tokenGeneration: 0 })),
      calling('that it lost scopes', (found, { scopes }) => ({ ...found, scopes })),
    ],
  ),
  ...faultsOf(
    'secrets do not notice what becomes of their key',
    ['updateApiKey', 'createSecret', 'deleteSecret'],
    [
      trading('that it ends', ({ key, secrets }) => ({ secrets, key: { ...key, expiresAt: null } })),
      trading('that it is disabled', ({ key, secrets }) => ({ secrets, key: { ...key, enabled: true } })),
      trading('that it lost scopes', ({ key, secrets }, first) => ({
        secrets,
        key: { ...key, scopes: first.key.scopes },
      })),
      trading('that they end', ({ key, secrets }) => ({
        key,
        secrets: secrets.map((secret) => ({ ...secret, expiresAt: null })),
      })),
      trading('that they are deleted', ({ key, secrets }, first) => ({
        key,
        secrets: [...secrets, ...first.secrets.filter((one) => !secrets.some((two) => two.secretId === one.secretId))],
      })),
      trading('that there are more', ({ key, secrets }) => ({ key, secrets: secrets.slice(0, 1) })),
    ],
  ),
  ...faultsOf(
    'a key is read otherwise than it is',
    ['getApiKey'],
    [
      reading('from the past', (_, first) => first),
      reading('one secret too few', ({ key, secrets }) => ({ key, secrets: secrets.slice(0, -1) })),
      reading('the newest secret first', ({ key, secrets }) => ({ key, secrets: secrets.toReversed() })),
      reading('at its first revision', ({ key, secrets }) => ({ secrets, key: { ...key, revision: 1 } })),
    ],
  ),
];

function creating(place: string, changes: Partial<ApiKey>, ofSecret: (secret: Secret) => Partial<Secret> = () => ({})) {
  const way: Way = [
    place,
    (store) => ({
      insertKey: async ({ key, secret, ...rest }) =>
        await store.insertKey({ ...rest, key: { ...key, ...changes }, secret: { ...secret, ...ofSecret(secret) } }),
    }),
  ];
  return way;
}

/** Finds something else, which may depend on what was found first. */
type Altered<Found> = (found: Found, first: Found) => Found;

function calling(place: string, alter: Altered<FoundCaller>): Way {
  return [
    place,
    (store) => {
      const memory = new Map<string, FoundCaller>();
      return {
        findCaller: async (organizationId, clientId, tokenId) =>
          altered(memory, clientId, await store.findCaller(organizationId, clientId, tokenId), alter),
      };
    },
  ];
}

function trading(place: string, alter: Altered<KeyWithSecrets>): Way {
  return [
    place,
    (store) => {
      const memory = new Map<string, KeyWithSecrets>();
      return { findClient: async (clientId) => altered(memory, clientId, await store.findClient(clientId), alter) };
    },
  ];
}

function reading(place: string, alter: Altered<KeyWithSecrets>): Way {
  return [
    place,
    (store) => {
      const memory = new Map<string, KeyWithSecrets>();
      return {
        findKeyWithSecrets: async (organizationId, clientId) =>
          altered(memory, clientId, await store.findKeyWithSecrets(organizationId, clientId), alter),
      };
    },
  ];
}

function altered<Found>(
  memory: Map<string, Found>,
  id: string,
  found: Found | undefined,
  alter: Altered<Found>,
): Found | undefined {
  if (found === undefined) return undefined;
  const first = memory.get(id) ?? found;
  memory.set(id, first);
  return alter(found, first);
}

/** Finds what it once found. */
function remembering<Method extends 'findCaller' | 'findClient' | 'findKeyWithSecrets'>(store: Store, method: Method) {
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
