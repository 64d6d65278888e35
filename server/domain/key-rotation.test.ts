import { expect, test } from 'vitest';
import { keepRotating } from './key-rotation.ts';
import type { SigningKey } from './model.ts';
import { newSigningKey } from './signing-keys.ts';

const serviceSecret = Buffer.alloc(32, 1);
const start = 1_800_000_000_000;
const day = 86_400_000;

/** When each key signs that there is, in days after the first, as rounds of housekeeping leave them. */
async function setUp() {
  const keys: SigningKey[] = [await newSigningKey(serviceSecret, start)];
  const store = {
    signingKeys: async () => [...keys],
    addSigningKey: async (key: SigningKey) => keys.unshift(key) > 0,
    replaceSigningKeys: async () => false,
    async eraseSigningKeys(kids: readonly string[]) {
      for (const kid of kids)
        keys.splice(
          keys.findIndex((key) => key.kid === kid),
          1,
        );
    },
  };
  return async (today: number, every: number) => {
    await keepRotating({ store, serviceSecret, now: start + today * day }, every);
    return keys.map(({ signsFrom }) => (signsFrom - start) / day);
  };
}

test('a key is published a day before it signs, and its predecessor goes a day and an hour after that', async () => {
  const keysAt = await setUp();
  expect(await keysAt(88.9, 90)).toEqual([0]);
  expect(await keysAt(89, 90)).toEqual([90, 0]);
  expect(await keysAt(91, 90)).toEqual([90, 0]);
  expect(await keysAt(91.1, 90)).toEqual([90]);
});

test('days in which no replica ran are not made up for', async () => {
  const keysAt = await setUp();
  expect(await keysAt(1000, 90)).toEqual([1001, 0]);
  expect(await keysAt(1000, 90)).toEqual([1001, 0]);
});

test('each day, the next key waits while one signs', async () => {
  const keysAt = await setUp();
  expect(await keysAt(0, 1)).toEqual([1, 0]);
  expect(await keysAt(0.9, 1)).toEqual([1, 0]);
  expect(await keysAt(1, 1)).toEqual([2, 1, 0]);
  expect(await keysAt(3, 1)).toEqual([4, 2, 1]);
});

test('if never, the one key signs for ever', async () => {
  const keysAt = await setUp();
  expect(await keysAt(10_000, 0)).toEqual([0]);
});
