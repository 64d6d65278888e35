import { describe, expect, test } from 'vitest';
import { changeOf, verdictOn } from './golden/change.ts';
import { asMarkdown } from './markdown.ts';
import { asText } from './text.ts';

const removed = changeOf({ source: 'main:spec/openapi.yaml:12:5' });
const shared = changeOf({
  id: 'property-added #/components/schemas/A/properties/b',
  impact: 'minor',
  where: 'A',
  what: 'Property `b` was added',
  consequence: 'Clients may read it.',
  operations: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'],
});
const whole = changeOf({ id: 'documentation-changed #/info/title', impact: 'patch', operations: [] });

describe('the table for people', () => {
  const text = asText(verdictOn([removed, shared, whole]));

  test('groups by operation, says what breaks for whom, and where', () => {
    expect(text).toContain(
      'GET /a\n  major Path `/a` was removed. Callers get a 404.\n        main:spec/openapi.yaml:12:5  path-removed #/paths/~1a\n',
    );
    expect(text).toContain(
      'GET /a, GET /b, GET /c and 2 more\n  minor A: Property `b` was added. Clients may read it.',
    );
    expect(text).toContain('The whole document\n  patch');
  });

  test('ends with the sum and what to do', () => {
    expect(text).toMatch(/1 major, 1 minor, 1 patch\.\n1 breaking change\. .*raise it to 2\.0\.0/);
    expect(asText(verdictOn([]))).toMatch(/No difference\.\nNothing breaks\.$/);
  });

  test('has no colours where nobody sees them, and no control characters of the document’s author', () => {
    const odd = changeOf({ what: 'Path `/a\u001b[31m\u0007` was removed' });
    expect(asText(verdictOn([odd]))).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

describe('markdown for a pull request', () => {
  test('is one table', () => {
    expect(asMarkdown(verdictOn([removed]))).toContain(
      '| 🔴 major | Path `/a` was removed. Callers get a 404. | `main:spec/openapi.yaml:12:5`<br>`path-removed #/paths/~1a` |',
    );
  });

  test('keeps what the document’s author wrote from becoming markup or another row', () => {
    const odd = changeOf({ what: 'a | b\n<script>[x](http://e) @team', id: 'r #/paths/`|' });
    const rows = asMarkdown(verdictOn([odd]))
      .split('\n')
      .filter((line) => line.startsWith('| 🔴'));
    expect(rows).toEqual([expect.stringContaining('a \\| b &lt;script&gt;\\[x\\](http://e) \\@team')]);
    expect(rows[0]).toContain("`r #/paths/'\\|`");
  });

  test('is short enough to be posted', () => {
    const many = Array.from({ length: 3000 }, (_, index) => changeOf({ id: `r #/paths/~1${index}` }));
    const markdown = asMarkdown(verdictOn(many));
    expect(markdown).toContain('… and 2800 more.');
    expect(markdown.length).toBeLessThan(65_536);
  });
});
