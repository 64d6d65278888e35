import { type Exemption, type Failure, testContract } from '../../scripts/lib/contract-tests/index.ts';
import type { Contract } from '../contract/document.ts';
import { houseRules } from '../contract/validator.ts';
import type { World } from '../contract/world.ts';

/** What of the contract tests for any service doesn't hold for this one. */
export const exemptions: readonly Exemption[] = [
  {
    place: 'issueToken accept body /grant_type',
    reason: 'RFC 6749 §5.2 has a code of its own for a grant type that is not known, so no schema refuses one.',
  },
  {
    place: 'createSecret auth-enough',
    reason: 'Whoever has a secret has its key’s scopes, so a caller needs those as well.',
  },
];

/** Requests with values at random, for each operation. What is random finds little that the boundaries don't. */
const randomCases = 5;
const seed = 1;

/** What the contract tests for any service find wrong with this one, in one operation. */
export async function genericFailures(contract: Contract, world: World, operationId: string): Promise<Failure[]> {
  const { clientId, clientSecret, token = '' } = await world.fills({});
  const { token: weakToken = '' } = await world.fills({ token: 'powerless' });
  const report = await testContract(contract as never, {
    target: world.url,
    send: world.send,
    only: [operationId],
    credentials: { token, weakToken, clientId, clientSecret },
    values: { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
    enable: ['closed', 'unknown-parameter'],
    houseRules,
    exemptions,
    randomCases,
    seed,
  });
  return [...report.failures];
}
