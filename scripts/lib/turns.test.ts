import { expect, test } from 'vitest';
import { takeTurns } from './turns.ts';

test('what is asked for while work runs is done once, after it', async () => {
  const turns: string[][] = [];
  const first = Promise.withResolvers<void>();
  const ask = takeTurns<string>(async (tasks) => {
    turns.push([...tasks]);
    if (turns.length === 1) await first.promise;
  });
  const all = [ask(['a']), ask(['b']), ask(['c', 'b'])];
  expect(turns).toEqual([['a']]);
  first.resolve();
  await Promise.all(all);
  expect(turns).toEqual([['a'], ['b', 'c']]);
});

test('work that throws tells who asked for it, and does not stop later work', async () => {
  const done: string[] = [];
  const ask = takeTurns<string>(async ([task = '']) => {
    if (task === 'bad') throw new Error('It fails');
    done.push(task);
  });
  await expect(ask(['bad'])).rejects.toThrow('It fails');
  await ask(['good']);
  expect(done).toEqual(['good']);
});
