import type { Call, Case } from '../cases.ts';
import type { Operation } from '../document.ts';
import { type Answer, exchange } from '../exchange.ts';
import { messageOf } from '../messages.ts';
import { startMock, startPrism } from '../mock.ts';
import { exampleKey, startWorld } from '../world.ts';

/** What the contract's cases are put to. */
export type TargetName = 'server' | 'stateful mock' | 'plain Prism';

export interface Target {
  /** The answer to a case; `prefer` asks a mock for it. */
  answer(operation: Operation, wanted: Case, prefer?: string): Promise<Answer>;
  stop(): Promise<void> | void;
}

/** Tokens that our mock understands. */
const tokens: Readonly<Record<NonNullable<Call['token']>, string | undefined>> = {
  valid: 'any.token.will-do',
  missing: undefined,
  expired: 'any.token.will-do',
  powerless: 'mock.',
  creator: 'mock.create:api-key',
};

export async function startTargets(): Promise<Readonly<Record<TargetName, Target>>> {
  const [world, mock, prism] = await Promise.all([startWorld(), startMock({ stateful: true }), startPrism()]);
  return {
    server: {
      answer: (operation, wanted) => world.answer(operation, wanted),
      stop: async () => await world[Symbol.asyncDispose](),
    },
    'stateful mock': mockTarget(mock, () => createKey(mock.url)),
    'plain Prism': mockTarget(prism, async () => exampleKey.clientId),
  };
}

function mockTarget(mock: { readonly url: string; stop(): void }, newKey: () => Promise<string>): Target {
  return {
    stop: mock.stop,
    async answer(operation, { call }, prefer) {
      const needsKey = Object.values(call.path ?? {}).includes('$new');
      const token = tokens[call.token ?? 'valid'];
      const message = messageOf(operation, call, { ...exampleKey, token, newKey: needsKey ? await newKey() : '' });
      return await exchange(mock.url, {
        ...message,
        headers: { ...message.headers, ...(prefer && { Prefer: prefer }) },
      });
    },
  };
}

async function createKey(url: string): Promise<string> {
  const headers = { Authorization: 'Bearer any', 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api-keys`, { method: 'POST', headers, body: '{"name":"For a case"}' });
  const { clientId } = (await response.json()) as { clientId: string };
  return clientId;
}
