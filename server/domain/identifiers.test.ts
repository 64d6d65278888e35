import { describe, expect, test } from 'vitest';
import { randomBase62, toBase62 } from './base62.ts';
import { isClientId, newId } from './identifiers.ts';
import { includesAll, intersect, parseScopes } from './scopes.ts';

describe('base62', () => {
  test.each([
    [0, '0000'],
    [1, '0001'],
    [9, '0009'],
    [10, '000A'],
    [35, '000Z'],
    [36, '000a'],
    [61, '000z'],
    [62, '0010'],
    [62 ** 4 - 1, 'zzzz'],
  ])('%i is %s', (value, text) => {
    expect(toBase62(value, 4)).toBe(text);
  });

  test('strings of one length sort as their numbers do', () => {
    const numbers = [0, 7, 61, 62, 3843, 3844, 2 ** 31, 2 ** 40, 2 ** 53 - 1];
    const texts = numbers.map((value) => toBase62(value, 9));
    expect(texts.every((text) => text.length === 9)).toBe(true);
    expect([...texts].sort()).toEqual(texts);
  });

  test('random text has the length asked for, and every character as often as another', () => {
    expect([0, 1, 14, 30].map((length) => randomBase62(length).length)).toEqual([0, 1, 14, 30]);
    const counts = new Map<string, number>();
    for (const character of randomBase62(62_000)) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(62);
    // 1000 each; the bias of a plain modulo would be 250. Seven standard deviations are 220.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(220);
  });
});

describe('ids', () => {
  test('are a prefix and 22 characters, and never meet', () => {
    const ids = Array.from({ length: 10_000 }, () => newId('key_', 1_800_000_000_000));
    for (const id of ids.slice(0, 50)) expect(id).toMatch(/^key_[0-9A-Za-z]{22}$/);
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.every(isClientId)).toBe(true);
  });

  test('sort by the time they were made, until the year 8888', () => {
    const times = [0, 1, 999_999_999_999, 1_800_000_000_000, Date.parse('8888-01-01T00:00:00Z')];
    const ids = times.map((time) => newId('sec_', time));
    expect([...ids].sort()).toEqual(ids);
    expect(ids.at(-1)).toHaveLength(26);
  });

  test('of one millisecond sort in the order in which they were made', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('aud_', 1_900_000_000_000));
    expect([...ids].sort()).toEqual(ids);
  });

  test.each([
    ['key_1', true],
    ['a'.repeat(128), true],
    ['a'.repeat(129), false],
    ['', false],
    ['key-1', false],
    ['key_1\n', false],
    ['key\0', false],
    ['ключ', false],
  ])('%j could be a client id: %s', (text, expected) => {
    expect(isClientId(text)).toBe(expected);
  });
});

describe('scopes', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['a', ['a']],
    ['b a', ['b', 'a']],
    [' a  b a ', ['a', 'b']],
  ])('the parameter %j means %j', (text, expected) => {
    expect(parseScopes(text)).toEqual(expected);
  });

  test('what is in both keeps the order of the first', () => {
    expect(intersect(['c', 'a', 'b'], ['b', 'c'])).toEqual(['c', 'b']);
    expect(intersect(['a'], [])).toEqual([]);
  });

  test('all of them, or not', () => {
    expect([includesAll(['a', 'b'], ['b']), includesAll(['a'], []), includesAll(['a'], ['a', 'b'])]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
