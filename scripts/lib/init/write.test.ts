import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replace, writeNew } from './write.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'write-'));
  mkdirSync(path.join(folder, 'ours'));
  writeFileSync(path.join(folder, 'ours', 'taken.txt'), 'ours');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const present = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const untouched = ['ours', path.join('ours', 'taken.txt')];
const nothing = () => {};

test('what was written is taken back, with its folders, when a later file is in the way', () => {
  const files = new Map([
    ['a/b/one.txt', '1'],
    ['ours/two.txt', '2'],
    ['ours/taken.txt', '3'],
  ]);
  expect(() => writeNew(folder, files, nothing)).toThrow('EEXIST');
  expect(present()).toEqual(untouched);
  expect(readFileSync(path.join(folder, 'ours', 'taken.txt'), 'utf8')).toBe('ours');
});

test('it is taken back when the last act fails, but for what somebody else has put there', () => {
  const last = () => {
    writeFileSync(path.join(folder, 'a', 'theirs.txt'), '');
    throw new Error('no');
  };
  expect(() => writeNew(folder, new Map([['a/b/one.txt', '1']]), last)).toThrow('no');
  expect(present()).toEqual(['a', path.join('a', 'theirs.txt'), ...untouched]);
});

test('a file that can not be replaced leaves nothing behind', () => {
  expect(() => replace(path.join(folder, 'ours'), 'text')).toThrow();
  expect(present()).toEqual(untouched);
});
