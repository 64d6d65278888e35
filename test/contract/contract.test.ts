import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaseCheck } from './case-check.ts';
import { casesOf } from './cases.ts';
import { coverageGaps, coverageTable, exemptions, type Row, rowsOf, rowsOfCase } from './coverage.ts';
import { operationOf, operationsOf, readContract } from './document.ts';
import { startWorld, type World } from './world.ts';

const contract = readContract();
const operations = operationsOf(contract);
const check = createCaseCheck(contract);
const covered: Row[] = [];
let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => {
  console.log(coverageTable(rowsOf(operations), covered, exemptions));
  await world[Symbol.asyncDispose]();
});

for (const wanted of casesOf(operations)) {
  const { operationId, status, example, request } = wanted;
  test([operationId, request && `with ${request}`, 'answers', status, example].filter(Boolean).join(' '), async () => {
    const operation = operationOf(operations, operationId);
    const answer = await world.answer(operation, wanted);
    expect(check(wanted, answer)).toEqual([]);
    covered.push(...rowsOfCase(wanted));
  });
}

test('every operation × status × example of the contract is brought about, and nothing else', () => {
  expect(coverageGaps(rowsOf(operations), covered, exemptions)).toEqual([]);
});
