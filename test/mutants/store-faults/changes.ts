import { setTimeout } from 'node:timers/promises';
import type { AuditEntry } from '../../../server/domain/audit.ts';
import type { KeyWithSecrets, Secret } from '../../../server/domain/model.ts';
import type { KeyChange, Store } from '../../../server/domain/store.ts';
import { faultsOf, type StoreFault, type Way } from './fault.ts';

const operationIds = ['updateApiKey', 'createSecret', 'deleteSecret'];

/** How a key is changed. Whoever asked for it is told what was decided. */
export const changeFaults: readonly StoreFault[] = [
  ...faultsOf('a change keeps something else', operationIds, [
    keeping('the old name', ({ key, secrets }, from) => ({ secrets, key: { ...key, name: from.key.name } })),
    keeping('the old scopes', ({ key, secrets }, from) => ({ secrets, key: { ...key, scopes: from.key.scopes } })),
    keeping('the old state', ({ key, secrets }, from) => ({ secrets, key: { ...key, enabled: from.key.enabled } })),
    keeping('the old end', ({ key, secrets }, from) => ({ secrets, key: { ...key, expiresAt: from.key.expiresAt } })),
    keeping('the old revision', ({ key, secrets }, from) => ({
      secrets,
      key: { ...key, revision: from.key.revision },
    })),
    keeping('the old generation', ({ key, secrets }, from) => ({
      secrets,
      key: { ...key, tokenGeneration: from.key.tokenGeneration },
    })),
    keeping('the old secrets', ({ key }, { secrets }) => ({ key, secrets })),
    keeping('no new secret', ({ key, secrets }, from) => ({
      key,
      secrets: secrets.filter((secret) => isAmong(from, secret)),
    })),
    keeping('secrets that are to go', ({ key, secrets }, from) => ({
      key,
      secrets: [...secrets, ...from.secrets.filter((secret) => !isAmong({ key, secrets }, secret))],
    })),
    keeping('the old ends of secrets', ({ key, secrets }, from) => ({
      key,
      secrets: secrets.map((secret) => ({ ...secret, expiresAt: (isAmong(from, secret) ?? secret).expiresAt })),
    })),
    keeping('new secrets without an end', ({ key, secrets }, from) => ({
      key,
      secrets: secrets.map((secret) => (isAmong(from, secret) ? secret : { ...secret, expiresAt: null })),
    })),
    keeping('new secrets of another value', ({ key, secrets }, from) => ({
      key,
      secrets: secrets.map((secret) =>
        isAmong(from, secret) ? secret : { ...secret, digest: Buffer.alloc(secret.digest.length) },
      ),
    })),
  ]),
  ...faultsOf('a change is answered and not done', operationIds, [
    ['with an entry', (store) => deciding(store, ({ audit }) => ({ audit }))],
    [
      'without a trace',
      (store) => ({
        async changeKey(organizationId, clientId, decide) {
          const found = await store.findKeyWithSecrets(organizationId, clientId);
          const change = found && decide(found);
          return change?.to ?? found;
        },
      }),
    ],
  ]),
  {
    name: 'a change that is refused leaves a mark',
    place: 'for want of a scope',
    operationIds,
    methods: (store) => deciding(store, (change, found) => ({ ...change, to: change.to ?? marked(found) })),
  },
  {
    name: 'a change that is refused leaves a mark',
    place: 'for another reason',
    operationIds,
    methods: (store) => ({
      async changeKey(organizationId, clientId, decide) {
        let thrown: unknown;
        const changed = await store.changeKey(organizationId, clientId, (found) => {
          try {
            return decide(found);
          } catch (error) {
            thrown = error;
            return unaskedChange(found);
          }
        });
        if (thrown) throw thrown;
        return changed;
      },
    }),
  },
  {
    name: 'a change of nothing is one',
    operationIds: ['updateApiKey'],
    methods: (store) => ({
      changeKey: async (organizationId, clientId, decide) =>
        await store.changeKey(organizationId, clientId, (found) => decide(found) ?? unaskedChange(found)),
    }),
  },
  {
    name: 'changes at the same time lose one another',
    operationIds: ['createSecret'],
    methods: (store) => ({
      async changeKey(organizationId, clientId, decide) {
        const found = await store.findKeyWithSecrets(organizationId, clientId);
        // As long as a read over a network takes: SQLite alone leaves no time for another request.
        await setTimeout(20);
        return await store.changeKey(organizationId, clientId, (now) => decide(found ?? now));
      },
    }),
  },
];

type Altered = (to: KeyWithSecrets, from: KeyWithSecrets) => KeyWithSecrets;

function keeping(place: string, alter: Altered): Way {
  return [
    place,
    (store) => deciding(store, (change, found) => (change.to ? { ...change, to: alter(change.to, found) } : change)),
  ];
}

/** Does something else than was decided. */
function deciding(store: Store, alter: (change: KeyChange, found: KeyWithSecrets) => KeyChange): Partial<Store> {
  return {
    async changeKey(organizationId, clientId, decide) {
      let decided: KeyWithSecrets | undefined;
      const changed = await store.changeKey(organizationId, clientId, (found) => {
        const change = decide(found);
        decided = change?.to;
        return change && alter(change, found);
      });
      return decided ?? changed;
    },
  };
}

function isAmong({ secrets }: KeyWithSecrets, { secretId }: Secret): Secret | undefined {
  return secrets.find((secret) => secret.secretId === secretId);
}

/** The same key in another state, as its tag tells. */
function marked({ key, secrets }: KeyWithSecrets): KeyWithSecrets {
  return { secrets, key: { ...key, revision: key.revision + 1 } };
}

function unaskedChange(found: KeyWithSecrets): KeyChange {
  const { organizationId, clientId } = found.key;
  const audit: AuditEntry = {
    auditId: `aud_${crypto.randomUUID()}`,
    organizationId,
    at: Date.now(),
    actor: clientId,
    action: 'api_key.updated',
    outcome: 'done',
    target: clientId,
    requestId: null,
    address: null,
    before: null,
    after: null,
  };
  return { audit, to: marked(found) };
}
