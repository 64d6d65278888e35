import { expect, test } from 'vitest';
import type { SecretUse, Store } from './store.ts';
import { createUseLog } from './use-log.ts';

const use = (secretId: string, usedAt = 1): SecretUse => ({
  organizationId: 'org_1',
  clientId: 'key_1',
  secretId,
  usedAt,
});

/** A use log on a store that keeps what it is given, or does what it is told to. */
function setUp() {
  const written: SecretUse[][] = [];
  const state = { recordUses: async (_uses: readonly SecretUse[]): Promise<void> => undefined };
  const store = {
    recordUses: async (uses: readonly SecretUse[]) => {
      await state.recordUses(uses);
      written.push([...uses]);
    },
  } as Store;
  return { written, state, log: createUseLog(store) };
}

test('writes the last use of each secret, once', async () => {
  const { log, written } = setUp();
  for (const noted of [use('a', 1), use('b', 2), use('a', 3)]) log.note(noted);
  await log.flush();
  await log.flush();
  expect(written).toEqual([[use('a', 3), use('b', 2)]]);
});

test('does not bother the store when there is nothing to write', async () => {
  const { log, written } = setUp();
  await log.flush();
  expect(written).toEqual([]);
});

test('keeps what could not be written for the next time', async () => {
  const { log, written, state } = setUp();
  log.note(use('a'));
  state.recordUses = () => Promise.reject(new Error('down'));
  await expect(log.flush()).rejects.toThrow('down');
  state.recordUses = async () => undefined;
  log.note(use('b'));
  await log.flush();
  expect(written).toEqual([[use('a'), use('b')]]);
});

test('a use that is noted while another is written is not lost', async () => {
  const { log, written, state } = setUp();
  log.note(use('a', 1));
  state.recordUses = async () => log.note(use('a', 2));
  await log.flush();
  state.recordUses = async () => undefined;
  await log.flush();
  expect(written).toEqual([[use('a', 1)], [use('a', 2)]]);
});

test('remembers 100,000 secrets and no more, and those go on being noted', async () => {
  const { log, written } = setUp();
  for (let number = 0; number < 100_001; number++) log.note(use(String(number)));
  log.note(use('0', 9));
  await log.flush();
  expect(written.flat()).toHaveLength(100_000);
  expect(Math.max(...written.map(({ length }) => length)), 'other writes wait for a slice').toBeLessThanOrEqual(500);
  expect(written[0]?.[0]).toEqual(use('0', 9));
  log.note(use('late'));
  await log.flush();
  expect(written.at(-1)).toEqual([use('late')]);
});
