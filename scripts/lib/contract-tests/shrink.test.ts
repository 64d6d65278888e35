import { expect, test } from 'vitest';
import type { Call } from './call.ts';
import type { Operation } from './contract.ts';
import { shrink } from './shrink.ts';

const parameters = ['limit', 'sort'].map((name) => ({ name, in: 'query' }));
const operation: Operation = {
  operationId: 'search',
  method: 'POST',
  path: '/search',
  security: [],
  parameters,
  requestBody: { content: {} },
  responses: {},
};

const call: Call = {
  operation,
  access: 'full',
  parameters: { 'query limit': 50, 'query sort': 'name' },
  body: {
    contentType: 'application/json',
    value: { name: 'a long name 😀', tags: ['x', 'y', 'z'], depth: { level: 9 } },
  },
};

const bodyOf = ({ body }: Call) => (body && 'value' in body ? (body.value as Record<string, unknown>) : undefined);

test('what has no part in the failure is left out, and what has becomes as plain as it can be', async () => {
  const hasThree = async (simpler: Call) => (bodyOf(simpler)?.tags as unknown[] | undefined)?.length === 3;
  const least = await shrink(call, hasThree);
  expect(least.parameters).toEqual({});
  expect(bodyOf(least)).toEqual({ tags: ['a', 'a', 'a'] });
});

test('a text keeps the length that it needs to fail, in code points', async () => {
  const isLong = async (simpler: Call) => [...String(bodyOf(simpler)?.name ?? '')].length >= 10;
  expect(bodyOf(await shrink(call, isLong))).toEqual({ name: 'aaaaaaaaaa' });
});

test('a call that fails only as it is stays as it is, and the tries are bounded', async () => {
  let tries = 0;
  const least = await shrink(call, async () => tries++ > 1000, 25);
  expect(least).toBe(call);
  expect(tries).toBe(25);
});
