import { expect, test } from 'vitest';
import type { Schema } from './contract.ts';
import { type Direction, schemas2020 } from './schema-2020.ts';
import { createSchemaCheck } from './schema-check.ts';

const fits = (openapi: string, schema: Schema, value: unknown, direction: Direction = 'request'): boolean => {
  const contract = schemas2020(
    { openapi, components: { schemas: { Thing: schema, Name: { type: 'string' } } } },
    direction,
  );
  return createSchemaCheck(contract)(contract.components?.schemas?.Thing ?? {}, value).length === 0;
};

const nullable = { type: 'string', nullable: true };
const above0 = { type: 'number', minimum: 0, exclusiveMinimum: true };
const named = { $ref: '#/components/schemas/Name' };
const marked = {
  type: 'object',
  required: ['id', 'password'],
  properties: { id: { type: 'string', readOnly: true }, password: { type: 'string', writeOnly: true } },
  additionalProperties: false,
};

test.each([
  ['3.0.3', nullable, null, true],
  ['3.1.0', nullable, null, false],
  ['3.0.3', above0, 0, false],
  ['3.0.3', above0, 0.1, true],
  ['3.0.3', { ...above0, exclusiveMinimum: false }, 0, true],
  ['3.0.3', { ...named, maxLength: 1 }, 'long', true],
  ['3.1.0', { ...named, maxLength: 1 }, 'long', false],
  ['3.0.3', { type: 'array', items: nullable }, [null], true],
  ['3.1.0', { type: 'array', prefixItems: [named] }, [1], false],
])('%s: %o and %o', (openapi, schema, value, expected) => {
  expect(fits(openapi, schema, value)).toBe(expected);
});

test('what is read only does not travel in requests, nor what is write only in answers', () => {
  expect(fits('3.1.0', marked, { password: 'x' }, 'request')).toBe(true);
  expect(fits('3.1.0', marked, { id: 'x', password: 'x' }, 'request')).toBe(false);
  expect(fits('3.1.0', marked, { id: 'x' }, 'response')).toBe(true);
  expect(fits('3.1.0', marked, { id: 'x', password: 'x' }, 'response')).toBe(false);
});

test('a recursive schema is checked to its end', () => {
  const tree = {
    type: 'object',
    properties: { child: { $ref: '#/components/schemas/Thing' }, size: { type: 'integer' } },
  };
  expect(fits('3.0.3', tree, { child: { child: { size: 1 } } })).toBe(true);
  expect(fits('3.0.3', tree, { child: { child: { size: 'x' } } })).toBe(false);
});
