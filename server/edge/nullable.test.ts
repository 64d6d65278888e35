import { expect, test } from 'vitest';
import { dropIdleNullable } from './nullable.ts';

test('nullable goes where it has no type beside it, however deep, and stays where it has', () => {
  const named = { nullable: { type: 'string', nullable: true } };
  const schema = { nullable: true, allOf: [{ properties: named }, { nullable: true, enum: ['a'] }] };
  expect(dropIdleNullable(schema)).toEqual({ allOf: [{ properties: named }, { enum: ['a'] }] });
});
