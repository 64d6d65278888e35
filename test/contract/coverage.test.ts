import { expect, test } from 'vitest';
import { coverageGaps, coverageTable, rowsOf, rowsOfCase } from './coverage.ts';
import { type Contract, operationsOf } from './document.ts';

const json = (...names: string[]) => ({
  content: { 'application/json': { examples: Object.fromEntries(names.map((name) => [name, { value: {} }])) } },
});
const contract: Contract = {
  paths: {
    '/things': {
      post: {
        operationId: 'makeThing',
        requestBody: json('small'),
        responses: { 201: { description: '', ...json('made') }, 204: { description: '' } },
      },
    },
  },
};
const rows = rowsOf(operationsOf(contract));
const [sent, made, empty] = rows;

test('each example of a request, each of an answer, and an answer without any is a row', () => {
  expect(rows.map(({ operationId, status, example }) => [operationId, status, example])).toEqual([
    ['makeThing', 201, '→small'],
    ['makeThing', 201, 'made'],
    ['makeThing', 204, ''],
  ]);
});

test('a case covers its answer and the request that it sends', () => {
  const covered = rowsOfCase({ operationId: 'makeThing', status: 201, example: 'made', request: 'small', call: {} });
  expect(covered).toEqual(expect.arrayContaining([sent, made]));
});

test('complete coverage has no gaps', () => {
  expect(coverageGaps(rows, rows, [])).toEqual([]);
});

test('a row that nothing covers is a gap', () => {
  expect(coverageGaps(rows, rows.slice(1), [])).toEqual(['not covered: makeThing 201 →small']);
  expect(coverageTable(rows, rows.slice(1), [])).toContain('→small ✗ MISSING, made ✓');
});

test('a case for what the contract does not have is a gap', () => {
  const unknown = { operationId: 'makeThing', status: 418, example: 'teapot' };
  expect(coverageGaps(rows, [...rows, unknown], [])).toEqual(['not in the contract: makeThing 418 teapot']);
});

test('an exemption needs a reason, and something to exempt', () => {
  const covered = rows.slice(0, 2);
  const exempt = (reason: string) => ({ operationId: 'makeThing', status: 204, example: '', reason });
  expect(coverageGaps(rows, covered, [exempt('No server gives it.')])).toEqual([]);
  expect(coverageGaps(rows, covered, [exempt(' ')])).toEqual(['exempt without a reason: makeThing 204']);
  expect(coverageGaps(rows, rows, [exempt('No server gives it.')])).toEqual(['exempt for nothing: makeThing 204']);
  expect(empty?.status).toBe(204);
});
