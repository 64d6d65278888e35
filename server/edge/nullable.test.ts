import { expect, test } from 'vitest';
import { dropIdleNullable } from './nullable.ts';

test('nullable goes where it has no type beside it, however deep, and stays where it has', () => {
  const named = { nullable: { type: 'string', nullable: true } };
  const schema = { nullable: true, allOf: [{ properties: named }, { nullable: true, enum: ['a'] }] };
  expect(dropIdleNullable({ openapi: '3.0.3', schema })).toEqual({
    openapi: '3.0.3',
    schema: { allOf: [{ properties: named }, { enum: ['a'] }] },
  });
});

test('what only looks like the keyword stays: a value, and a property of a later version', () => {
  const valued = { openapi: '3.0.3', schema: { default: { nullable: true }, enum: [{ nullable: true }] } };
  expect(dropIdleNullable(structuredClone(valued))).toEqual(valued);
  const later = { openapi: '3.1.0', schema: { properties: { nullable: true } } };
  expect(dropIdleNullable(structuredClone(later))).toEqual(later);
});
