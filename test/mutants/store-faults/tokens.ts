import type { SecretUse } from '../../../server/domain/store.ts';
import { faultsOf, type StoreFault, type Way } from './fault.ts';

const minute = 60_000;
const day = 86_400_000;

/** What is kept for a while: revoked tokens, answers, last uses; and what tokens are signed with. */
export const tokenFaults: readonly StoreFault[] = [
  { name: 'no signing key is published', operationIds: ['getJwks'], methods: () => ({ signingKeys: async () => [] }) },
  {
    name: 'a revocation is answered and not done',
    operationIds: ['revokeToken'],
    methods: (store) => ({ revokeToken: async (_, audit) => await store.insertAuditEntry(audit()) }),
  },
  {
    name: 'a revocation ends every token of its key',
    operationIds: ['revokeToken'],
    methods: (store) => {
      const revoked = new Set<string | null>();
      return {
        async revokeToken(token, audit) {
          revoked.add(audit().target);
          await store.revokeToken(token, audit);
        },
        async findCaller(organizationId, clientId, tokenId) {
          const found = await store.findCaller(organizationId, clientId, tokenId);
          return found && { ...found, isRevoked: found.isRevoked || revoked.has(clientId) };
        },
      };
    },
  },
  {
    name: 'a revocation ends before its token',
    operationIds: ['revokeToken'],
    methods: (store) => ({
      revokeToken: async (token, audit) => await store.revokeToken({ ...token, expiresAt: 0 }, audit),
    }),
  },
  {
    name: 'a second revocation leaves a second entry',
    operationIds: ['revokeToken'],
    methods: (store) => {
      const revoked = new Set<string>();
      return {
        async revokeToken(token, audit) {
          if (revoked.has(token.tokenId)) await store.insertAuditEntry(audit());
          revoked.add(token.tokenId);
          await store.revokeToken(token, audit);
        },
      };
    },
  },
  ...faultsOf(
    'an answer is not kept as long as it should be',
    ['createApiKey'],
    [
      ['never', (store) => ({ insertKey: async ({ answer, ...made }) => await store.insertKey(made) })],
      ['never found', () => ({ findAnswer: async () => undefined })],
      ['for ever', (store) => ({ findAnswer: async (answerId) => await store.findAnswer(answerId, 0) })],
      keeping('too short', -minute),
      keeping('too long', minute),
    ],
  ),
  ...faultsOf(
    'a clean-up erases what lives',
    ['revokeToken', 'createApiKey'],
    [['all of it', (store) => ({ sweep: async (now, most) => await store.sweep(now + day, most) })]],
  ),
  ...faultsOf(
    'uses are never noted',
    ['issueToken'],
    [
      noting('at all', () => []),
      noting('of secrets', (uses) => uses.map((use) => ({ ...use, secretId: 'sec_nobody' }))),
      noting('of keys', (uses) => uses.map((use) => ({ ...use, clientId: 'key_nobody' }))),
    ],
  ),
  ...faultsOf(
    'uses are noted with another time',
    ['issueToken'],
    [noting('a day late', (uses) => uses.map((use) => ({ ...use, usedAt: use.usedAt + day })))],
  ),
];

function keeping(place: string, longer: number): Way {
  return [
    place,
    (store) => ({
      insertKey: async ({ answer, ...made }) =>
        await store.insertKey({ ...made, answer: answer && { ...answer, expiresAt: answer.expiresAt + longer } }),
    }),
  ];
}

function noting(place: string, change: (uses: readonly SecretUse[]) => readonly SecretUse[]): Way {
  return [place, (store) => ({ recordUses: async (uses) => await store.recordUses(change(uses)) })];
}
