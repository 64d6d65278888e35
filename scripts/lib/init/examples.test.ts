import { expect, test } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { exampleOf } from './examples.ts';

const text = { type: 'string', example: 'x' };
const document = {
  openapi: '3.1.0',
  info: { title: 'Examples', version: '1' },
  components: {
    schemas: { Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } },
    examples: { one: { value: 1 } },
  },
} as unknown as OpenApiDocument;

test.each([
  ['its own', { example: 0 }, 0],
  ['the first of a list', { examples: ['a', 'b'] }, 'a'],
  ['the first by name', { examples: { a: { value: 'a' }, b: { value: 'b' } } }, 'a'],
  ['one that is referred to', { examples: { a: { $ref: '#/components/examples/one' } } }, 1],
  ['that of its schema', { schema: text }, 'x'],
  ['a constant', { const: null }, null],
  ['the first of an enumeration', { enum: ['a', 'b'] }, 'a'],
  ['a list of one', { items: text }, ['x']],
  ['its properties, without those that have none', { properties: { a: text, b: { type: 'string' } } }, { a: 'x' }],
  ['all its parts', { allOf: [{ properties: { a: text } }, { properties: { b: text } }] }, { a: 'x', b: 'x' }],
  ['the first alternative that has one', { oneOf: [{ type: 'string' }, text] }, 'x'],
  ['none, if a required property has none', { properties: { a: text, b: {} }, required: ['b'] }, undefined],
  ['none, if there is none', { type: 'string' }, undefined],
  ['none, if it never ends', { $ref: '#/components/schemas/Node' }, undefined],
])('the example of something is %s', (_, node, expected) => {
  expect(exampleOf(document, node)).toEqual(expected);
});
