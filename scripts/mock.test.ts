import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});

/** The mock's command, up to the line that names its address. */
async function startMock(...options: string[]): Promise<string> {
  const child = spawn(process.execPath, ['scripts/mock.ts', '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/\S+/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('The mock ended');
}

function runMock(...options: string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, ['scripts/mock.ts', ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors })));
}

test('the mock answers with the contract, lets browsers call, and gives the errors that are asked for', async () => {
  const url = await startMock();
  const headers = { Authorization: 'Bearer any', Origin: 'http://localhost:3000' };
  const page = await fetch(`${url}/api-keys`, { headers });
  expect(page.status).toBe(200);
  expect(page.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000');
  for (const code of [404, 500]) {
    const call = { method: 'DELETE', headers: { ...headers, Prefer: `code=${code}` } };
    expect((await fetch(`${url}/api-keys/any`, call)).status).toBe(code);
  }
});

test('a document that is broken is refused before anything is served', async () => {
  const { code, errors } = await runMock('--spec', 'package.json');
  expect(code).toBe(1);
  expect(errors).toContain('package.json:1:1 openapi-version');
});

test('a port that makes no sense is refused', async () => {
  expect(await runMock('--port', '70000')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('--port must be'),
  });
});
