import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlLine } from './curl.ts';

/** What a shell makes of a line: the arguments that curl would be given. */
const argumentsOf = (line: string, environment: Record<string, string> = {}): string[] => {
  const script = `curl() { printf '%s\\0' "$@"; }; ${line}`;
  return execFileSync('bash', ['--norc', '-c', script], { env: environment, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
};

test.each([
  ['plain', 'a=b'],
  ['quotes', `it's "so"`],
  ['what a shell would take for its own', '$HOME `id` $(id) \\ ! * ~'],
  ['an at sign, which is no file', '@/etc/passwd'],
  ['lines and tabs', 'a\nb\tc\r\n'],
  ['control characters and quotes', `\u0001'\u007f\\`],
  ['every plane of Unicode', 'é 日本 😀'],
])('a body of %s arrives as it is', (_, body) => {
  const line = curlLine('http://host', { method: 'POST', path: '/a', headers: { 'Content-Type': 'text/plain' }, body });
  expect(argumentsOf(line)).toEqual(['-i', 'http://host/a', '-H', 'Content-Type: text/plain', '--data-raw', body]);
});

test('a secret is left to a variable, within a text too', () => {
  const headers = { Authorization: `Bearer s3'cret`, Cookie: `a=s3'cret; b=1` };
  const line = curlLine(
    'http://host',
    { method: 'DELETE', path: '/a?b=c&d', headers },
    new Map([[`s3'cret`, 'TOKEN']]),
  );
  expect(line).not.toContain('cret');
  expect(argumentsOf(line, { TOKEN: 'mine' })).toEqual([
    ...['-i', '-X', 'DELETE', 'http://host/a?b=c&d'],
    ...['-H', 'Authorization: Bearer mine', '-H', 'Cookie: a=mine; b=1'],
  ]);
});

test('curl is told to leave brackets and dots alone, and to call a body no form', () => {
  const line = curlLine('http://host/', { method: 'PUT', path: '/../a[1]', headers: { 'X-Empty': '' }, body: '{}' });
  expect(argumentsOf(line)).toEqual([
    ...['-i', '--path-as-is', '-g', '-X', 'PUT', 'http://host/../a[1]'],
    ...['-H', 'Content-Type:', '-H', 'X-Empty;', '--data-raw', '{}'],
  ]);
});
