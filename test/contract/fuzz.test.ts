import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validCalls } from './cases.ts';
import { type Operation, operationsOf, readContract, successOf } from './document.ts';
import { type Fuzz, fuzzedMessage } from './fuzzed-message.ts';
import { messageOf } from './messages.ts';
import { createCheck } from './validator.ts';
import { startWorld, type World } from './world.ts';

const contract = readContract();
const operations = operationsOf(contract);
const check = createCheck(contract);
/** Requests for each operation. */
const numRuns = 250;
/** Milliseconds; ends a long shrinking with what it has, before the test times out. */
const interruptAfterTimeLimit = 10_000;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => await world[Symbol.asyncDispose]());

for (const operation of operations) {
  test(`${operation.operationId} answers whatever is sent as it declares, and never with a 5xx`, async () => {
    const seen = new Set<number>();
    const property = fc.asyncProperty(
      fuzzedMessage(contract, operation, await validFor(operation)),
      async (message) => {
        const answer = await world.send(message);
        seen.add(answer.status);
        expect(answer.status, answer.text).toBeLessThan(500);
        expect(check(operation.operationId, answer), `${answer.status} ${answer.text}`).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns, interruptAfterTimeLimit });
    expect([...seen], 'a fuzzer that never gets through the door tests the door').toContain(successOf(operation));
    expect([...seen]).toContain(400);
  });
}

async function validFor(operation: Operation): Promise<Fuzz> {
  const calls = validCalls(operation).map(([, call]) => call);
  const messages = await Promise.all(calls.map(async (call) => messageOf(operation, call, await world.fills(call))));
  const bodies = messages.flatMap(({ body }) => (typeof body === 'string' ? [parsed(body)] : []));
  const [first] = messages;
  const [path = operation.path, query] = first?.path.split('?') ?? [];
  return { authorization: first?.headers.Authorization, path, query: query ?? '', bodies };
}

function parsed(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
}
