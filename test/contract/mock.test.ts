import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaseCheck } from './case-check.ts';
import { type Case, casesOf, validCalls } from './cases.ts';
import { rowsOf } from './coverage.ts';
import { type Difference, idleExplanations, isKnown, knownDifferences, type MockName } from './differences.ts';
import { operationOf, operationsOf, readContract } from './document.ts';
import { fidelityTable } from './fidelity/table.ts';
import { startTargets, type Target, type TargetName } from './fidelity/targets.ts';
import { unlikeExample } from './shape.ts';
import { createCheck } from './validator.ts';

const contract = readContract();
const operations = operationsOf(contract);
const check = createCheck(contract);
const checkCase = createCaseCheck(contract);
const cases = casesOf(operations);
/** Every declared answer, as a mock is asked for it. */
const wishes = rowsOf(operations)
  .filter(({ example }) => !example.startsWith('→'))
  .map((row): Case => ({ ...row, call: validCalls(operationOf(operations, row.operationId))[0]?.[1] ?? {} }));
const mocks: readonly MockName[] = ['stateful mock', 'plain Prism'];
const found: Difference[] = [];
let targets: Readonly<Record<TargetName, Target>>;

beforeAll(async () => {
  targets = await startTargets();
});

afterAll(async () => {
  console.log(fidelityTable(found, wishes.length + cases.length));
  await Promise.all(Object.values(targets).map((target) => target.stop()));
});

test('the server gives the answer of every case', async () => {
  const flaws: string[] = [];
  for (const wanted of cases) flaws.push(...(await flawsOf('server', wanted)));
  expect(flaws).toEqual([]);
});

test.each(mocks)('%s gives every declared answer that it is asked for', async (target) => {
  for (const wish of wishes) {
    const prefer = `code=${wish.status}${wish.example && `, example=${wish.example}`}`;
    note(target, true, wish, await flawsOf(target, wish, prefer));
  }
  expect(unexplained(target, true)).toEqual([]);
});

test.each(mocks)('%s answers as the server does, where no store has to fail', async (target) => {
  const answer = async (wanted: Case) => note(target, false, wanted, await flawsOf(target, wanted));
  const possible = cases.filter(({ fault }) => !fault);
  // Prism keeps nothing, so its cases need no order, and are waited for together where it never answers.
  if (target === 'plain Prism') await Promise.all(possible.map(answer));
  else for (const wanted of possible) await answer(wanted);
  expect(unexplained(target, false)).toEqual([]);
});

test('every known difference between mock and server still exists', () => {
  expect(idleExplanations(found)).toEqual([]);
});

/** In what an answer is not the one that the case wants. */
async function flawsOf(name: TargetName, wanted: Case, prefer?: string): Promise<string[]> {
  const operation = operationOf(operations, wanted.operationId);
  const answer = await targets[name].answer(operation, wanted, prefer).catch(() => undefined);
  if (!answer) return ['does not answer'];
  if (answer.status !== wanted.status) return checkCase(wanted, answer);
  const all = [check(wanted.operationId, answer), unlikeExample(operation, wanted.example, answer)];
  return [...new Set([...all.flat(), ...checkCase(wanted, answer)])];
}

function note(
  target: MockName,
  asked: boolean,
  { operationId, status, example }: Case,
  flaws: readonly string[],
): void {
  found.push(...flaws.map((does) => ({ target, asked, operationId, status, example, does })));
}

function unexplained(target: MockName, asked: boolean): Difference[] {
  const here = found.filter((one) => one.target === target && one.asked === asked);
  return here.filter((difference) => !knownDifferences.some((known) => isKnown(difference, known)));
}
