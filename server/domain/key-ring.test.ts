import { expect, test } from 'vitest';
import { type KeyRingParts, openKeyRing } from './key-ring.ts';
import type { SigningKey } from './model.ts';
import { newSigningKey } from './signing-keys.ts';
import { StoreUnavailable } from './store.ts';

const serviceSecret = Buffer.alloc(32, 1);
const start = 1_800_000_000_000;
const [first, second] = [await newSigningKey(serviceSecret, start), await newSigningKey(serviceSecret, start)];
const down = new StoreUnavailable(new Error('down'));

async function setUp() {
  /** What the store answers, and how often it was asked since the ring was opened. */
  const state = { now: start, reads: 0, answer: [first] as readonly SigningKey[] | Error };
  const changes: Parameters<NonNullable<KeyRingParts['onChange']>>[0][] = [];
  const ring = await openKeyRing({
    store: {
      async signingKeys() {
        state.reads++;
        if (state.answer instanceof Error) throw state.answer;
        return [...state.answer];
      },
    },
    serviceSecret,
    clock: () => state.now,
    onChange: (change) => changes.push(change),
  });
  state.reads = 0;
  return { ring, state, changes };
}

test('a key that another replica has just made is found', async () => {
  const { ring, state, changes } = await setUp();
  state.answer = [second, first];
  expect(await ring.find(second.kid)).toMatchObject({ kid: second.kid });
  expect(changes).toEqual([{ added: [second.kid], dropped: [] }]);
  expect(await ring.find(first.kid)).toMatchObject({ kid: first.kid });
  expect(state.reads).toBe(1);
});

test('many unknown names at once are one question to the store, and so are all within a second', async () => {
  const { ring, state } = await setUp();
  const strangers = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => ring.find(`${index}`)));
  expect((await strangers(50)).every((found) => found === undefined)).toBe(true);
  state.now += 999;
  await strangers(50);
  expect(state.reads).toBe(1);
  state.now += 1;
  await strangers(50);
  expect(state.reads).toBe(2);
});

test('whose key it is can not be told while the store is away; those that are known are', async () => {
  const { ring, state } = await setUp();
  state.answer = down;
  await expect(ring.find(second.kid)).rejects.toBe(down);
  await expect(ring.find(second.kid)).rejects.toBe(down);
  expect(await ring.find(first.kid)).toMatchObject({ kid: first.kid });
  expect(state.reads).toBe(1);
  state.answer = [second, first];
  state.now += 1000;
  expect(await ring.find(second.kid)).toMatchObject({ kid: second.kid });
});

test('a key that the store no longer has is dropped', async () => {
  const { ring, state, changes } = await setUp();
  state.answer = [second];
  await ring.refresh();
  expect([ring.has(first.kid), ring.has(second.kid), ring.signing().kid]).toEqual([false, true, second.kid]);
  expect(await ring.find(first.kid)).toBeUndefined();
  expect(changes).toEqual([{ added: [second.kid], dropped: [first.kid] }]);
});

test.each<[string, readonly SigningKey[] | Error]>([
  ['is away', down],
  ['is empty', []],
  ['holds a key of another service', [await newSigningKey(Buffer.alloc(32, 2), start), second, first]],
])('when the store %s, all stays as it was', async (_, answer) => {
  const { ring, state, changes } = await setUp();
  state.answer = answer;
  await expect(ring.refresh()).rejects.toThrow();
  expect([ring.signing().kid, ring.has(first.kid), ring.has(second.kid)]).toEqual([first.kid, true, false]);
  expect(changes).toEqual([]);
  state.answer = [second, first];
  await ring.refresh();
  expect(ring.has(second.kid)).toBe(true);
});
