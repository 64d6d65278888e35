import { execFile } from 'node:child_process';
import { mkdtempDisposable, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this folder. */
async function docs(...options: string[]): Promise<Outcome> {
  const command = [path.resolve('scripts/docs.ts'), ...options];
  return await promisify(execFile)(process.execPath, command).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Outcome) => ({ code, stdout, stderr }),
  );
}

test('writes the page of any document once, and again only what has changed', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'docs-'));
  const spec = path.join(folder.path, 'openapi.json');
  const out = path.join(folder.path, 'deep', 'page');
  const document = { openapi: '3.0.3', info: { title: 'Tiny', version: '1' }, paths: {} };
  await writeFile(spec, JSON.stringify(document));
  const [first, second] = [await docs('--spec', spec, '--out', out), await docs('--spec', spec, '--out', out)];
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain(path.join(out, 'index.html'));
  expect(second).toEqual({ code: 0, stdout: `${out}: up to date\n`, stderr: '' });
  const third = await docs('--spec', spec, '--out', out, '--server', 'https://api.example.com');
  expect(third.stdout).toMatch(/: wrote openapi\.json, contract\.js\n$/);
  expect((await readdir(out)).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});

test.each([
  ['a document that is not there', ['--spec', 'nowhere.yaml'], /nowhere\.yaml/],
  ['a server that is no URL', ['--server', 'localhost:8080'], /--server must be an http or https URL/],
  ['an option that it does not know', ['--colour', 'red'], /--colour/],
])('refuses %s in one message, and writes nothing', async (_, options, message) => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'docs-'));
  const { code, stdout, stderr } = await docs(...options, '--out', path.join(folder.path, 'page'));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
  expect(await readdir(folder.path)).toEqual([]);
});

test('explains itself', async () => {
  const { code, stdout } = await docs('--help');
  expect(code).toBe(0);
  for (const option of ['--spec', '--out', '--server']) expect(stdout).toContain(option);
});
