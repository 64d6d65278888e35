import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nearest } from './lib/nearest.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const latchkey = (...parameters: string[]) =>
  spawnSync(process.execPath, [file('latchkey.ts'), ...parameters], { encoding: 'utf8' });

test('alone it lists its commands, and each has its program', () => {
  const { stdout, status } = latchkey();
  expect(status).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
  expect(commands).toEqual(['init', 'generate', 'dev', 'mock', 'diff', 'contract', 'docs']);
  expect(commands.filter((name) => !existsSync(file(`${name}.ts`)))).toEqual([]);
});

test('a command gets its own options', () => {
  expect(latchkey('generate', '--chek')).toMatchObject({ status: 1, stderr: expect.stringContaining("'--chek'") });
});

test('its version is that of its package', () => {
  const { version } = JSON.parse(readFileSync(file('../package.json'), 'utf8'));
  expect(latchkey('--version').stdout).toBe(`${version}\n`);
});

test.each([
  ['mok', 'There is no command "mok". Did you mean mock?'],
  ['constructor', 'There is no command "constructor". latchkey --help lists the commands.'],
  ['--hepl', 'There is no command "--hepl". latchkey --help lists the commands.'],
])('%s is no command', (command, message) => {
  expect(latchkey(command)).toMatchObject({ status: 1, stdout: '', stderr: `${message}\n` });
});

test.each([
  ['genrate', 'generate'],
  ['gen', 'generate'],
  ['dif', 'diff'],
  ['x', undefined],
  ['everything', undefined],
])('who types %s means %s', (typed, meant) => {
  expect(nearest(typed, ['generate', 'mock', 'diff'])).toBe(meant);
});
