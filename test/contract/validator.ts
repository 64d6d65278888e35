import { createAnswerCheck, type HouseRules } from '../../scripts/lib/contract-tests/answer-check.ts';
import type { Contract } from '../../scripts/lib/contract-tests/contract.ts';
import type { Answer } from '../../scripts/lib/contract-tests/exchange.ts';

/** What is wrong with an answer of an operation, in words; nothing, if it keeps the contract. */
export type Check = (operationId: string, answer: Answer) => string[];

/**
 * A check of answers against the closed copy of a contract and the rules that hold for every answer. Shares nothing
 * with the validator that the server runs.
 */
export function createCheck(contract: Contract): Check {
  const violations = createAnswerCheck(contract, { closed: true, houseRules });
  return (operationId, answer) => violations(operationId, answer).map(({ message }) => message);
}

/** What every answer of this service has, whether or not the contract can say so. */
export const houseRules: HouseRules = ({ status, headers }, declared) => {
  const needed = [
    'X-Request-Id',
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 503 ? ['Retry-After'] : []),
  ];
  const missing = needed.filter((name) => !headers.get(name)).map((name) => `${name} is missing`);
  const cache = headers.get('Cache-Control');
  const wanted = declared?.headers?.['Cache-Control']?.schema?.const ?? 'no-store';
  return cache === wanted ? missing : [...missing, `Cache-Control is ${cache}, not ${wanted}`];
};
