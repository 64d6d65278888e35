import assert from 'node:assert/strict';
import { validCalls } from '../cases.ts';
import { operationsOf, readContract, successOf } from '../document.ts';
import { houseRules } from '../validator.ts';
import { ask, type Law } from './law.ts';

const operations = operationsOf(readContract());
const paths = Map.groupBy(operations, ({ path }) => path);

/** What is promised of every operation and path by HTTP, whatever they are for. */
export const httpLaws: readonly Law[] = [
  ...operations.map((operation): Law => {
    const { operationId } = operation;
    const [, call = {}] = validCalls(operation)[0] ?? [];
    return {
      name: `${operationId} takes over a request id, and makes one that is new where there is none`,
      operationIds: [operationId],
      async hold(world) {
        const idOf = async (headers: Record<string, string>) => {
          const answer = await ask(world, successOf(operation), { ...call, operationId, headers });
          return answer.headers.get('X-Request-Id');
        };
        assert.equal(await idOf({ 'X-Request-Id': 'of-a-law' }), 'of-a-law');
        assert.notEqual(await idOf({}), await idOf({}));
      },
    };
  }),
  ...[...paths].map(([path, here]): Law => {
    const methods = here.map(({ method }) => method);
    return {
      name: `${path} says which methods it has, and refuses the others`,
      operationIds: here.map(({ operationId }) => operationId),
      async hold(world) {
        const [undeclared = 'PUT'] = ['PUT', 'POST', 'GET', 'DELETE'].filter((method) => !methods.includes(method));
        for (const [method, status] of [
          [undeclared, 405],
          ['OPTIONS', 204],
        ] as const) {
          const answer = await world.send({ method, path, headers: {} });
          assert.equal(answer.status, status, answer.text);
          assert.deepEqual(houseRules(answer), []);
          const allowed = answer.headers.get('Allow')?.split(', ') ?? [];
          const added = methods.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS'];
          assert.deepEqual(allowed.sort(), [...methods, ...added].sort());
        }
      },
    };
  }),
];
