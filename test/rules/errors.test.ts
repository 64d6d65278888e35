import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes, oAuthErrorErrors } from '../../generated/enums.ts';
import { operations } from '../../generated/operations.ts';
import type { ErrorRow } from '../../server/edge/index.ts';
import { errors, toOAuthError } from '../../server/http/errors.ts';

const table: Readonly<Record<string, ErrorRow>> = errors;
const told: ReadonlySet<string> = new Set([...errorCodes, ...oAuthErrorErrors]);
const [shown, hidden] = [true, false].map((isTold) =>
  Object.fromEntries(Object.entries(table).filter(([code]) => told.has(code) === isTold)),
);
const statuses = Object.fromEntries(Object.entries(shown ?? {}).map(([code, { status }]) => [code, status]));

test('the contract’s error codes are the error table’s', () => {
  expect(Object.keys(statuses).sort()).toEqual([...told].sort());
});

test('an error that the contract has no code for bears another’s on /oauth/*', () => {
  expect(Object.keys(hidden ?? {})).toEqual(['foreign_token']);
  expect(
    Object.keys(hidden ?? {})
      .map(toOAuthError)
      .filter((code) => !told.has(code)),
  ).toEqual([]);
});

test('docs/errors.md names every code with its status, and no other', () => {
  expect(documented(readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8'))).toEqual(statuses);
});

test('the documentation is read as a table: code in backticks, then status', () => {
  const text =
    '| code | status | meaning |\n|---|---|---|\n| `not_found` | 404 | Nothing. |\n| `unavailable` | 503 |\n';
  expect(documented(text)).toEqual({ not_found: 404, unavailable: 503 });
});

test('every code that an example of the contract shows has the status under which it is shown', () => {
  const { paths, components } = JSON.parse(
    readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
  ) as Contract;
  const wrong: string[] = [];
  for (const [id, { method, path }] of Object.entries(operations)) {
    for (const [status, response] of Object.entries(paths[path]?.[method]?.responses ?? {})) {
      const { content = {} } =
        '$ref' in response ? (components.responses[response.$ref.split('/')[3] ?? ''] ?? {}) : response;
      const examples = Object.values(content).flatMap((media) => Object.values(media.examples));
      for (const { value } of Number(status) >= 400 ? examples : []) {
        const code = value.error ?? value.code ?? '';
        // The seed's examples are its publisher's, placeholders and all.
        if (code !== 'string' && !fits(code, Number(status))) wrong.push(`${id} ${status}: ${code}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

interface Shown {
  content?: Record<string, { examples: Record<string, { value: { code?: string; error?: string } }> }>;
}
interface Contract {
  paths: Record<string, Record<string, { responses: Record<string, Shown | { $ref: string }> }>>;
  components: { responses: Record<string, Shown> };
}

/** On `/oauth/*` one name covers several codes, each with a status of its own. */
function fits(code: string, status: number): boolean {
  const rows = Object.entries(errors as Record<string, ErrorRow & { oauth?: string }>);
  return rows.some(([own, row]) => (own === code || row.oauth === code) && row.status === status);
}

function documented(text: string): Record<string, number> {
  const rows = [...text.matchAll(/^\|\s*`([^`]+)`\s*\|\s*(\d{3})\s*\|/gm)];
  return Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]));
}
