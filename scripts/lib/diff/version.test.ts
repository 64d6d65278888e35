import { describe, expect, test } from 'vitest';
import { isRaisedEnough, neededVersion, parseVersion } from './version.ts';

describe('the version that changes ask for', () => {
  test.each([
    ['1.4.2', 'major', '2.0.0'],
    ['1.4.2', 'minor', '1.5.0'],
    ['1.4.2', 'patch', undefined],
    ['1.4.2', 'none', undefined],
    // semver.org, clause 4
    ['0.4.2', 'major', '0.5.0'],
    ['0.4.2', 'minor', '0.4.3'],
    ['v2', 'major', undefined],
    ['2024-01-31', 'major', undefined],
  ] as const)('after %s, %s asks for %s', (base, impact, needed) => {
    expect(neededVersion(base, impact)).toBe(needed);
  });
});

describe('whether a version tells of the changes', () => {
  test.each([
    ['1.4.2', '2.0.0', 'major', true],
    ['1.4.2', '2.0.0-rc.1', 'major', true],
    ['1.4.2', '3.1.0', 'major', true],
    ['1.4.2', '1.9.9', 'major', false],
    ['1.4.2', '1.4.2', 'major', false],
    ['1.4.2', '0.9.0', 'major', false],
    ['0.4.2', '0.5.0', 'major', true],
    ['0.4.2', '0.4.9', 'major', false],
    ['0.4.2', '1.0.0', 'major', true],
    ['0.4.2', '0.4.3', 'minor', true],
    ['1.4.2', '1.5.0', 'minor', true],
    ['1.4.2', '1.4.3', 'minor', false],
    ['1.4.2', '1.4.2', 'patch', true],
    ['2024-01-31', '2024-02-28', 'major', false],
    ['1.4.2', 'next', 'major', false],
  ] as const)('%s → %s with a %s change: %s', (base, revision, impact, expected) => {
    expect(isRaisedEnough(base, revision, impact)).toBe(expected);
  });
});

test.each(['', '1.2.3.4', '1.x', 'latest', 'v2', 'v1.2.3', '2', '1.2', '01.2.3', '2024-01-31'])(
  '%j is no semantic version',
  (text) => {
    expect(parseVersion(text)).toBeUndefined();
  },
);
