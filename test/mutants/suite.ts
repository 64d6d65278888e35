import { createCaseCheck } from '../contract/case-check.ts';
import { casesOf } from '../contract/cases.ts';
import { type Contract, operationOf, operationsOf } from '../contract/document.ts';
import { laws } from '../contract/laws/index.ts';
import type { World } from '../contract/world.ts';
import { genericFailures } from './generic.ts';

/** One thing that the contract suite asks of a service. */
export interface SuiteCheck {
  readonly name: string;
  /** The operations that it is about. */
  readonly operationIds: readonly string[];
  /** What is wrong, in words; nothing, if all is well. */
  problems(world: World): Promise<readonly string[]>;
}

/** A check that a service fails. */
export interface Finding {
  readonly check: string;
  readonly problem: string;
}

/** The contract suite as `npm test` runs it, as data. */
export function suiteOf(contract: Contract): readonly SuiteCheck[] {
  const operations = operationsOf(contract);
  const check = createCaseCheck(contract);
  return [
    ...casesOf(operations).map((wanted): SuiteCheck => {
      const { operationId, status, example, request } = wanted;
      return {
        name: ['case:', operationId, request, status, example].filter(Boolean).join(' '),
        operationIds: [operationId],
        problems: async (world) => check(wanted, await world.answer(operationOf(operations, operationId), wanted)),
      };
    }),
    ...laws.map(({ name, operationIds, hold }): SuiteCheck => {
      const problems = async (world: World) => {
        await hold(world);
        return [];
      };
      return { name: `law: ${name}`, operationIds, problems };
    }),
    ...operations.map(({ operationId }): SuiteCheck => {
      const problems = async (world: World) => {
        const failures = await genericFailures(contract, world, operationId);
        return failures.map(({ check, place, expected, actual }) => `${check} ${place}: ${expected}, but ${actual}`);
      };
      return { name: `any service: ${operationId}`, operationIds: [operationId], problems };
    }),
  ];
}

/**
 * Runs a suite up to its first finding.
 *
 * @param first the operations whose checks come first: which order it is changes only how long it takes
 */
export async function runSuite(
  suite: readonly SuiteCheck[],
  world: World,
  first: readonly string[] = [],
): Promise<Finding | undefined> {
  const isFirst = ({ operationIds }: SuiteCheck) => operationIds.some((id) => first.includes(id));
  const ordered = [...suite.filter(isFirst), ...suite.filter((check) => !isFirst(check))];
  for (const { name, problems } of ordered) {
    const [problem] = await problems(world).catch((error: Error) => [error.message]);
    if (problem !== undefined) return { check: name, problem };
  }
  return undefined;
}
