import { expect, test } from 'vitest';
import { longestTokenLife, signingAt, standings } from './key-schedule.ts';

const now = 1_800_000_000_000;
const hour = 3_600_000;
const keys = [now + 1, now, now - 1, now - 2].map((signsFrom) => ({ signsFrom }));

test('the key signs that began last, at its very moment', () => {
  expect(signingAt(keys, now)).toBe(keys[1]);
  expect(signingAt(keys, now + 1)).toBe(keys[0]);
});

test('by a clock that is behind, the oldest signs', () => {
  expect(signingAt(keys, now - hour)).toBe(keys[3]);
  expect(() => signingAt([], now)).toThrow('There is no signing key');
});

test('a key is next, or signs, or verifies until what it signed last is dead for any clock', () => {
  const verifiesUntil = (signsFrom: number) => signsFrom + longestTokenLife * 1000 + hour;
  expect(standings(keys, now)).toEqual([
    { key: keys[0], state: 'next', verifiesUntil: null },
    { key: keys[1], state: 'signing', verifiesUntil: verifiesUntil(now + 1) },
    { key: keys[2], state: 'verifying', verifiesUntil: verifiesUntil(now) },
    { key: keys[3], state: 'verifying', verifiesUntil: verifiesUntil(now - 1) },
  ]);
});
