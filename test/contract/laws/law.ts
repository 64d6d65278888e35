import assert from 'node:assert/strict';
import type { Call } from '../cases.ts';
import { operationOf, operationsOf, readContract } from '../document.ts';
import type { Answer } from '../exchange.ts';
import { messageOf } from '../messages.ts';
import { createCheck } from '../validator.ts';
import type { World } from '../world.ts';

/** What the contract promises of several answers together, so that no example of one answer can show it. */
export interface Law {
  readonly name: string;
  /** The operations that it is about. */
  readonly operationIds: readonly string[];
  /** @throws if the service breaks it */
  hold(world: World): Promise<void>;
}

const contract = readContract();
const operations = operationsOf(contract);
const check = createCheck(contract);

/** A call as a law makes it. */
export interface LawCall extends Call {
  readonly operationId: string;
  /** A bearer token of the law's own, instead of one of the world's. */
  readonly bearer?: string | undefined;
}

/** The answer to a call, which keeps the contract and has the status. */
export async function ask(world: World, status: number, call: LawCall): Promise<Answer> {
  const operation = operationOf(operations, call.operationId);
  const fills = await world.fills(call);
  const answer = await world.send(messageOf(operation, call, { ...fills, token: call.bearer ?? fills.token }));
  assert.equal(answer.status, status, answer.text);
  assert.deepEqual(check(call.operationId, answer), []);
  return answer;
}

/** The body of such an answer, of a type that the law relies on. */
export async function read<Body>(world: World, status: number, call: LawCall): Promise<Body> {
  return JSON.parse((await ask(world, status, call)).text) as Body;
}

/** Refuses a call with a status and a code. */
export async function refuse(world: World, status: number, code: string, call: LawCall): Promise<void> {
  const body = await read<{ code?: string; error?: string }>(world, status, call);
  assert.equal(body.code ?? body.error, code);
}
