import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { closedCopy } from './closed-copy.ts';
import { type Contract, operationsOf, type Schema } from './contract.ts';

const text = { type: 'string' };
const schemas: Record<string, Schema> = {
  Part: { type: 'object', properties: { name: text } },
  Open: { type: 'object', properties: { code: text }, additionalProperties: true },
  Whole: {
    allOf: [{ $ref: '#/components/schemas/Part' }, { type: 'object', properties: { extra: text } }],
  },
  List: { type: 'object', properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Part' } } } },
  OpenWithPart: {
    allOf: [
      { $ref: '#/components/schemas/Open' },
      { type: 'object', properties: { part: { $ref: '#/components/schemas/Part' } } },
    ],
  },
  Tree: { type: 'object', properties: { child: { $ref: '#/components/schemas/Tree' } } },
};

const accepts = (name: string, value: unknown): boolean => {
  const closed = closedCopy(contractAnswering({ $ref: `#/components/schemas/${name}` }));
  const [operation] = operationsOf(closed);
  const schema = operation?.responses[200]?.content?.['application/json']?.schema;
  return new Ajv2020({ strict: false }).validate({ ...schema, components: closed.components }, value);
};

test.each([
  ['an object', 'Part', { name: 'a' }, { name: 'a', more: 1 }],
  ['a composition', 'Whole', { name: 'a', extra: 'b' }, { name: 'a', extra: 'b', more: 1 }],
  ['an item', 'List', { items: [{ name: 'a' }] }, { items: [{ name: 'a', more: 1 }] }],
  ['a closed part of an open object', 'OpenWithPart', { any: 1, part: { name: 'a' } }, { part: { more: 1 } }],
  ['an object within itself', 'Tree', { child: { child: {} } }, { child: { child: { more: 1 } } }],
])('%s refuses an extra member, and nothing else', (_, name, good, extra) => {
  expect(accepts(name, good)).toBe(true);
  expect(accepts(name, extra)).toBe(false);
});

test('an object that says that it is open stays open', () => {
  expect(accepts('Open', { code: 'a', more: 1 })).toBe(true);
});

test('a response that is a reference is closed too', () => {
  const response = { description: '', content: { 'application/json': { schema: schemas.Part ?? {} } } };
  const { components } = closedCopy({ paths: {}, components: { schemas, responses: { Shared: response } } });
  const schema = components?.responses?.Shared?.content?.['application/json']?.schema ?? {};
  expect(new Ajv2020({ strict: false }).validate(schema, { name: 'a', more: 1 })).toBe(false);
});

test('the contract itself is left as it was', () => {
  const contract = contractAnswering({ $ref: '#/components/schemas/Whole' });
  const before = structuredClone(contract);
  closedCopy(contract);
  expect(contract).toEqual(before);
});

function contractAnswering(schema: Schema): Contract {
  const responses = { 200: { description: '', content: { 'application/json': { schema } } } };
  return { paths: { '/': { get: { operationId: 'get', responses } } }, components: { schemas } };
}
