import { describe, expect, test } from 'vitest';
import { withChanges } from './changelog.ts';
import { changeOf, verdictOn } from './golden/change.ts';

const removed = changeOf();
const added = changeOf({
  id: 'operation-added #/paths/~1b',
  impact: 'minor',
  what: 'Operation `GET /b` was added',
  consequence: 'Callers may use it.',
  operations: ['GET /b'],
});
const reworded = changeOf({ id: 'documentation-changed #/info', impact: 'patch' });

const hand = `# Changelog

Words of the house.

## Unreleased

### Added

- Something else.

## 1.0.0

- The first.

[1.0.0]: https://example.com
`;

describe('the changelog', () => {
  const once = withChanges(hand, verdictOn([removed, added, reworded]));

  test('says what breaks and what is new, in the section that is not released', () => {
    const [, section = ''] = once.split('## Unreleased');
    const [unreleased = ''] = section.split('## 1.0.0');
    expect(unreleased).toContain('- Something else.');
    expect(unreleased).toContain(
      '### Breaking changes of the contract\n\n- `GET /a`: Path `/a` was removed. Callers get a 404.',
    );
    expect(unreleased).toContain(
      '### New in the contract\n\n- `GET /b`: Operation `GET /b` was added. Callers may use it.',
    );
  });

  test('leaves every other line as it was', () => {
    const lines = once.split('\n');
    const from = lines.findIndex((line) => line.startsWith('<!-- contract: written'));
    const to = lines.indexOf('<!-- contract: end -->');
    expect([...lines.slice(0, from - 1), ...lines.slice(to + 1)].join('\n')).toBe(hand);
  });

  test('is the same when written twice, and follows when the contract changes again', () => {
    expect(withChanges(once, verdictOn([removed, added]))).toBe(once);
    const later = withChanges(once, verdictOn([added]));
    expect(later).not.toContain('Breaking');
    expect(later).toContain('### New in the contract');
    expect(withChanges(later, verdictOn([removed, added]))).toBe(once);
  });

  test('goes back to what it was when the contract does', () => {
    const back = withChanges(once, verdictOn([reworded]));
    expect(back.replaceAll(/\n{2,}/g, '\n\n')).toBe(hand);
    expect(withChanges(hand, verdictOn([reworded]))).toBe(hand);
  });

  test.each(['## 2.0.0', '## [2.0.0] - 2026-11-22', '## v2.0.0'])(
    'uses the section of the new version: %s',
    (heading) => {
      const text = withChanges(hand.replace('## 1.0.0', `${heading}\n\n## 1.0.0`), verdictOn([removed], '2.0.0'));
      expect(text.indexOf('Callers get a 404')).toBeGreaterThan(text.indexOf(heading));
      expect(text.indexOf('Callers get a 404')).toBeLessThan(text.indexOf('## 1.0.0'));
    },
  );

  test('does not take a longer version for the new one', () => {
    const text = withChanges(hand.replace('## 1.0.0', '## 2.0.0-rc.1\n\n## 1.0.0'), verdictOn([removed], '2.0.0'));
    expect(text.indexOf('Callers get a 404')).toBeLessThan(text.indexOf('## 2.0.0-rc.1'));
  });

  test('gets a section if it has none, and is begun if there is no file', () => {
    expect(withChanges('# Changelog\n\n## 1.0.0\n', verdictOn([removed]))).toMatch(
      /^# Changelog\n\n## Unreleased\n\n<!--[\s\S]*\n\n## 1\.0\.0\n$/,
    );
    const begun = withChanges('', verdictOn([removed]));
    expect(begun).toMatch(/^# Changelog\n\n## Unreleased\n\n<!--[\s\S]*-->\n$/);
    expect(withChanges(begun, verdictOn([removed]))).toBe(begun);
    expect(withChanges('', verdictOn([]))).toBe('');
  });

  test('keeps the line ends of its file', () => {
    const windows = withChanges(hand.replaceAll('\n', '\r\n'), verdictOn([removed]));
    expect(windows.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test.each([
    ['its end is missing', (text: string) => text.replace('<!-- contract: end -->\n', '')],
    ['its begin is missing', (text: string) => text.replace(/<!-- contract: written.*\n/, '')],
    [
      'it is there twice',
      (text: string) => text.replace('### Added', `${text.match(/<!-- contract[\s\S]*end -->/)?.[0]}\n### Added`),
    ],
  ])('is not touched if %s', (_, damage) => {
    expect(() => withChanges(damage(once), verdictOn([removed]))).toThrow('damaged');
  });
});
