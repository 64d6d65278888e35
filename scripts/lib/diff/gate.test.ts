import { describe, expect, test } from 'vitest';
import { type Compared, judgeContract } from './gate.ts';
import { changeOf, nothingAllowed, verdictOn } from './golden/change.ts';

const breaking = changeOf();
const addition = changeOf({ id: 'operation-added #/paths/~1b/get', impact: 'minor' });
const entry = { change: breaking.id, reason: 'nobody calls it', expires: '2026-12-31' };
const allowed = { ...nothingAllowed, reasons: new Map([[entry.change, entry]]) };

const judge = (fields: Partial<Compared>) =>
  judgeContract({
    spec: 'spec/openapi.yaml',
    base: 'main (1234567)',
    versions: { base: '1.2.3', revision: '1.2.3' },
    changes: [breaking],
    allowance: nothingAllowed,
    checkVersion: false,
    ...fields,
  });

describe('a breaking change', () => {
  test('does not pass unannounced, and the version to raise to is named', () => {
    expect(judge({})).toMatchObject({
      passed: false,
      impact: 'major',
      failures: [expect.stringContaining('info.version is still 1.2.3: raise it to 2.0.0')],
    });
  });

  test('passes with a raised version', () => {
    expect(judge({ versions: { base: '1.2.3', revision: '2.0.0' } })).toMatchObject({ passed: true, impact: 'major' });
  });

  test('below 1.0.0 asks for the minor number, and says why', () => {
    const { failures, passed } = judge({ versions: { base: '0.2.3', revision: '0.2.4' } });
    expect({ passed, failures }).toEqual({
      passed: false,
      failures: [
        expect.stringMatching(/raise it to 0\.3\.0 \(below 1\.0\.0 a breaking change raises the minor number\)/),
      ],
    });
  });

  test('passes when somebody answers for it, and the verdict still names it', () => {
    const { passed, impact, changes } = judge({ allowance: allowed });
    expect({ passed, impact, allowed: changes[0]?.allowed }).toEqual({ passed: true, impact: 'major', allowed: entry });
  });

  test('does not pass for another one that is allowed', () => {
    const other = changeOf({ id: 'path-removed #/paths/~1other' });
    expect(judge({ changes: [breaking, other], allowance: allowed })).toMatchObject({
      passed: false,
      failures: [expect.stringMatching(/^1 breaking change\./)],
    });
  });

  test('whose entry has expired does not pass, and the day is named', () => {
    expect(judge({ allowance: { ...nothingAllowed, expired: [entry] } })).toMatchObject({
      passed: false,
      failures: [expect.anything(), expect.stringContaining('was allowed until 2026-12-31')],
    });
  });

  test('in a document without semantic versions can only be allowed', () => {
    const versions = { base: '2024-01-31', revision: '2024-02-28' };
    expect(judge({ versions })).toMatchObject({
      passed: false,
      failures: [expect.stringContaining('no semantic version')],
    });
    expect(judge({ versions, allowance: allowed })).toMatchObject({ passed: true });
  });
});

describe('an addition', () => {
  test('passes, with a warning if the version does not tell of it', () => {
    expect(judge({ changes: [addition] })).toMatchObject({
      passed: true,
      warnings: [expect.stringContaining('asks for 1.3.0')],
    });
    expect(judge({ changes: [addition], versions: { base: '1.2.3', revision: '1.3.0' } })).toMatchObject({
      warnings: [],
    });
  });

  test('does not pass if the version is to be checked', () => {
    expect(judge({ changes: [addition], checkVersion: true })).toMatchObject({ passed: false, warnings: [] });
  });
});

test('an entry that fits nothing is warned of', () => {
  expect(judge({ changes: [], allowance: { ...nothingAllowed, unused: [entry] } })).toMatchObject({
    passed: true,
    impact: 'none',
    warnings: [expect.stringContaining(entry.change)],
  });
});

test('a first contract passes, whatever its version', () => {
  expect(judge({ versions: { revision: 'draft' }, changes: [addition], checkVersion: true })).toMatchObject({
    passed: true,
    warnings: [],
  });
});

test('nothing is asked for where nothing is different', () => {
  expect(verdictOn([])).toMatchObject({ passed: true, impact: 'none', failures: [], warnings: [] });
});
