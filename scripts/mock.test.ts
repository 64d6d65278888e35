import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';

const running: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Command {
  readonly child: ChildProcess;
  /** What was printed, up to and with the words; throws if they don't come. */
  printed(words: string): Promise<string>;
}

function command(...options: string[]): Command {
  const child = spawn(process.execPath, ['scripts/mock.ts', '--port', '0', ...options]);
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const printed = async (words: string): Promise<string> => {
    while (!output.includes(words)) {
      const ended = once(child, 'close').then(() => Promise.reject(new Error(`The mock ended:\n${output}`)));
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended]);
    }
    return output;
  };
  return { child, printed };
}

async function start(...options: string[]): Promise<Command & { readonly url: string }> {
  const started = command(...options);
  const [url = ''] = /http:\/\/\S+/.exec(await started.printed('(ready in')) ?? [];
  return { ...started, url };
}

async function ended(...options: string[]): Promise<{ code: number | null; errors: string }> {
  const { child } = command(...options);
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
}

test('a saved document is followed; a broken one is told with file and line, and changes nothing', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mock-'));
  folders.push(folder);
  cpSync('spec', folder, { recursive: true });
  const file = path.join(folder, 'openapi.yaml');
  const good = readFileSync(file, 'utf8');
  const { child, url, printed } = await start('--spec', file, '--stateful');
  const headers = { Authorization: 'Bearer any', 'Content-Type': 'application/json' };
  const made = await fetch(`${url}/api-keys`, { method: 'POST', headers, body: '{"name":"Kept"}' });
  const location = `${url}${made.headers.get('Location')}`;

  writeFileSync(file, `${good}  broken: [\n`);
  expect(await printed('goes on being served')).toMatch(/openapi\.yaml:\d+:\d+ yaml-syntax/);
  expect((await fetch(location, { headers })).status).toBe(200);

  writeFileSync(file, good.replace('/health/ready:', '/health/fit:'));
  await printed('The contract is good again');
  expect((await fetch(`${url}/health/fit`)).status).toBe(200);
  expect((await fetch(location, { headers })).status).toBe(200);
  expect(await printed('GET /health/fit 200')).toContain('POST /api-keys 201');

  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
});

test('a document that is broken is refused before anything is served', async () => {
  const { code, errors } = await ended('--spec', 'package.json');
  expect(code).toBe(1);
  expect(errors).toContain('package.json:1:1 openapi-version');
});

test('a port that is taken is said to be', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, errors } = await ended('--port', String(port));
  other.close();
  expect({ code, errors }).toEqual({ code: 1, errors: `Port ${port} is taken: choose another with --port\n` });
});

test('an option that makes no sense is refused', async () => {
  const { code, errors } = await ended('--latency', '9-3');
  expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining('--latency must be') });
});
