import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { allow, readAllowed } from './allowed.ts';
import { changeOf } from './golden/change.ts';

async function read(text: string) {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'contract-allowed-'));
  const file = path.join(folder.path, 'allowed-changes.yaml');
  await writeFile(file, text);
  return readAllowed(file);
}

describe('allowed-changes.yaml', () => {
  test('is a list of changes with a reason and a last day', async () => {
    const text = "- change: 'path-removed #/paths/~1a'\n  reason: nobody calls it\n  expires: 2026-12-31\n";
    expect(await read(text)).toEqual([
      { change: 'path-removed #/paths/~1a', reason: 'nobody calls it', expires: '2026-12-31' },
    ]);
  });

  test('may be empty, or not be there', async () => {
    expect(await read('')).toEqual([]);
    expect(readAllowed('/nowhere/allowed-changes.yaml')).toEqual([]);
  });

  test.each([
    ['{ change: a }', 'is not a list'],
    ['- text', 'entry 1 is not an entry'],
    ['- { reason: r, expires: 2026-12-31 }', 'entry 1 names no change'],
    ['- { change: a, expires: 2026-12-31 }', 'entry 1 has no reason'],
    ["- { change: a, reason: ' ', expires: 2026-12-31 }", 'entry 1 has no reason'],
    ['- { change: a, reason: r }', 'entry 1 needs a last day'],
    ['- { change: a, reason: r, expires: 2026-02-30 }', 'entry 1 needs a last day'],
    ['- { change: a, reason: r, expires: soon }', 'entry 1 needs a last day'],
    ['- { change: a, reason: r, expires: 2026-12-31, until: x }', 'unknown field: until'],
    ['- {', 'could not be read'],
  ])('%s is refused: %s', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

test('an entry holds on its last day and not after; one that fits nothing is told', () => {
  const [known, other] = [changeOf({ id: 'rule #/a' }), changeOf({ id: 'rule #/b' })];
  const entries = ['rule #/a', 'rule #/c'].map((change) => ({ change, reason: 'r', expires: '2026-12-31' }));
  const [entry, unused] = entries;

  const onTheDay = allow(entries, [known, other], '2026-12-31');
  expect([...onTheDay.reasons]).toEqual([['rule #/a', entry]]);
  expect(onTheDay).toMatchObject({ expired: [], unused: [unused] });

  const theDayAfter = allow(entries, [known, other], '2027-01-01');
  expect([...theDayAfter.reasons]).toEqual([]);
  expect(theDayAfter).toMatchObject({ expired: [entry], unused: [unused] });
});
