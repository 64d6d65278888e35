import { expect, test } from 'vitest';
import { StoreUnavailable } from '../domain/store.ts';
import { createTurns } from './turns.ts';

test('acts of one name come one after the other, also after one that failed', async () => {
  const turns = createTurns(60_000);
  const seen: string[] = [];
  const act = (name: string) => async () => {
    seen.push(`${name} begins`);
    await new Promise(setImmediate);
    seen.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
  };
  const taken = ['a', 'b', 'c'].map((name) => turns.take('org_1', act(name)));
  expect((await Promise.allSettled(taken)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('acts of other names do not wait', async () => {
  const turns = createTurns(60_000);
  void turns.take('org_1', () => new Promise(() => undefined));
  expect(await turns.take('org_2', async () => 'done')).toBe('done');
});

test('one whose turn does not come in time is not done, and the next waits for the first all the same', async () => {
  const turns = createTurns(5);
  const first = Promise.withResolvers<string>();
  const done: Promise<string>[] = [turns.take('org_1', () => first.promise)];
  await expect(turns.take('org_1', async () => 'never')).rejects.toThrow(StoreUnavailable);
  done.push(turns.take('org_1', async () => 'last'));
  first.resolve('first');
  expect(await Promise.all(done)).toEqual(['first', 'last']);
});
