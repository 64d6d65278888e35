import { expect, test } from 'vitest';
import { countMembers } from './json-text.ts';

test.each([
  ['{}', 0],
  ['[":", "a:", "b"]', 0],
  ['{"a":1}', 1],
  ['{ "a" : { "b"\n:\t"c" }, "d": [] }', 3],
  [String.raw`{"a\"": "\":", "\\": "\\\\\":", "": ""}`, 3],
  ['{"a":1,"a":2}', 2],
  ['{"a', 0],
])('counts the members of %s', (json, count) => {
  expect(countMembers(json)).toBe(count);
});
