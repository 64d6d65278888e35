import { expect, test } from 'vitest';
import { asReceived } from './received.ts';

const received = (schema: object, value: unknown) => asReceived({ paths: {} }, { ...schema }, value);

test('one value where a list is wanted is a list of one', () => {
  expect(received({ type: 'array', items: { type: 'string' } }, true)).toEqual(['true']);
  expect(received({ type: 'array', items: { type: 'integer' } }, '7')).toEqual([7]);
});

test('one value where a text will do as well is the text', () => {
  expect(received({ type: ['array', 'string'], items: { type: 'string' } }, 'a')).toBe('a');
  expect(received({ type: ['array', 'integer'], items: { type: 'integer' } }, 7)).toBe(7);
});
