import { createApi } from '../api.ts';
import type { Call, Case } from '../cases.ts';
import { type Operation, readContract } from '../document.ts';
import { type Answer, exchange } from '../exchange.ts';
import { type Fills, mentions, messageOf } from '../messages.ts';
import { type RunningMock, startMock, startPrism } from '../mock.ts';
import { changedKey, exampleKey, fullKey, newKey, startWorld } from '../world.ts';

/** What the contract's cases are put to. */
export type TargetName = 'server' | 'stateful mock' | 'plain Prism';

export interface Target {
  /** The answer to a case; `prefer` asks a mock for it. */
  answer(operation: Operation, wanted: Case, prefer?: string): Promise<Answer>;
  stop(): Promise<void> | void;
}

/** Tokens that our mock understands. */
const tokens: Readonly<Record<NonNullable<Call['token']>, string | undefined>> = {
  valid: `mock.${scopesOf(readContract())}`,
  missing: undefined,
  expired: `e30.${Buffer.from('{"exp":1}').toString('base64url')}.e30`,
  powerless: 'mock.',
  creator: 'mock.create:api-key',
  updater: 'mock.update:api-key',
};

/** What is always there, in a mock that keeps nothing: what the examples show. */
const standing = {
  ...exampleKey,
  powerlessId: 'key_0PwTpzz1Jf8cQ2nRgX6tKb',
  powerlessSecret: exampleKey.clientSecret,
  foreignToken: 'mock.',
  changedKey: exampleKey.clientId,
  fullKey: exampleKey.clientId,
  newKey: exampleKey.clientId,
  firstSecret: 'sec_0PwTq3x9bW5eH1rTgM8zCv',
  newSecret: 'sec_0PwTq3x9bW5eH1rTgM8zCv',
};

export async function startTargets(): Promise<Readonly<Record<TargetName, Target>>> {
  const [world, mock, prism] = await Promise.all([startWorld(), startMock({ stateful: true }), startPrism()]);
  return {
    server: {
      answer: (operation, wanted) => world.answer(operation, wanted),
      stop: async () => await world[Symbol.asyncDispose](),
    },
    'stateful mock': mockTarget(mock, await furnished(mock)),
    'plain Prism': mockTarget(prism, async () => standing),
  };
}

/** Makes in a mock what a call needs. */
async function furnished(mock: RunningMock): Promise<(call: Call) => Promise<Fills>> {
  const api = createApi(mock.url, 'any');
  const made = { ...standing, changedKey: await changedKey(api), fullKey: await fullKey(api) };
  return async (call) => ({
    ...made,
    ...(mentions(call, 'newKey') && (await newKey(api, mentions(call, 'newSecret')))),
  });
}

function mockTarget(mock: RunningMock, fillsFor: (call: Call) => Promise<Fills>): Target {
  return {
    stop: mock.stop,
    async answer(operation, { call, before }, prefer) {
      const send = async (one: Call, preference?: string) => {
        const message = messageOf(operation, one, { ...(await fillsFor(one)), token: tokens[one.token ?? 'valid'] });
        const headers = { ...message.headers, ...(preference && { Prefer: preference }) };
        return await exchange(mock.url, { ...message, headers });
      };
      if (before && !prefer) await send(before);
      return await send(call, prefer);
    },
  };
}

/** Every scope of a contract, as our mock's tokens name them. */
function scopesOf({ components }: ReturnType<typeof readContract>): string {
  const schemes = Object.values(components?.securitySchemes ?? {});
  return schemes.flatMap(({ flows }) => Object.keys(flows?.clientCredentials?.scopes ?? {})).join(',');
}
