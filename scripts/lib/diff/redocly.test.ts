import { expect, test } from 'vitest';
import { readReport } from './redocly.ts';

const change = {
  typeName: 'Schema',
  kind: 'modified',
  property: 'maxLength',
  impact: 'major',
  verdicts: [{ ruleId: 'r', message: 'm' }],
  base: { pointer: '#/paths/~1a/schema', value: undefined },
  revision: { pointer: '#/paths/~1a/schema/maxLength', value: 5 },
};
const report = (fields: object, version = '1') =>
  JSON.stringify({ reportVersion: version, changes: [{ ...change, ...fields }] });

test('a change is told by its node, wherever redocly points', () => {
  expect(readReport(report({}))).toEqual([
    {
      typeName: 'Schema',
      kind: 'modified',
      property: 'maxLength',
      impact: 'major',
      verdicts: [{ rule: 'r', message: 'm' }],
      before: { pointer: '#/paths/~1a/schema', value: undefined },
      after: { pointer: '#/paths/~1a/schema', value: 5 },
    },
  ]);
});

test.each([
  ['', 'JSON'],
  ['{}', 'reportVersion'],
  ['null', 'reportVersion'],
  [report({}, '2'), 'reportVersion'],
  ['{"reportVersion":"1"}', 'a list of changes'],
  [report({ kind: 'moved' }), 'a kind'],
  [report({ impact: 'severe' }), 'an impact'],
  [report({ base: null }), 'a base'],
  [report({ revision: 'there' }), 'a revision'],
  [report({ verdicts: {} }), 'a list of verdicts'],
])('a report in another shape is refused, not guessed at: %s', (text, expected) => {
  expect(() => readReport(text)).toThrow(/not understood here/);
  expect(() => readReport(text)).toThrow(expected);
});
