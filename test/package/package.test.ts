import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService } from '../support/service.ts';

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
let folder = '';

/** An empty folder of somebody else's, with both packages installed from their tarballs. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'consumer-'));
  await run(process.execPath, ['scripts/build.ts', '--out', folder]);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const tarballs = ['./latchkey-client-0.1.0.tgz', './latchkey-pipeline-0.1.0.tgz'];
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, ...tarballs], { cwd: folder, shell: process.platform === 'win32' });
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const options = {
  strict: true,
  module: 'nodenext',
  target: 'es2024',
  types: [],
  lib: ['es2024', 'dom'],
  exactOptionalPropertyTypes: true,
};

test('the client compiles against its declarations, and runs', async () => {
  const program = `
    import { ApiError, createLatchkeyClient } from 'latchkey-client';
    const [baseUrl, clientId, clientSecret] = (globalThis as unknown as { process: { argv: [string, string, string, string, string] } }).process.argv.slice(2) as [string, string, string];
    const latchkey = createLatchkeyClient({ baseUrl, clientId, clientSecret });
    const { meta: { total } } = await latchkey.listApiKeys({ limit: 1 });
    const code = await latchkey.getApiKey({ clientId: 'x' }).then(() => 'none', (error) => (error instanceof ApiError ? error.code : 'other'));
    // @ts-expect-error a key needs a name
    await latchkey.answers.createApiKey({ body: {} });
    console.log(total, code);
  `;
  await writeFile(path.join(folder, 'use.ts'), program);
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['use.ts'] }));
  await run(process.execPath, [tsc, '-p', folder]);

  await using service = await startService();
  const { clientId, clientSecret } = service.firstKey;
  const { stdout } = await run(process.execPath, ['use.js', service.url, clientId, clientSecret], { cwd: folder });
  expect(stdout).toBe('1 not_found\n');
});

test('the pipeline generates from a document of its own, and what it generates compiles', async () => {
  const openapi = {
    openapi: '3.1.0',
    info: { title: 'Tiny', version: '1' },
    paths: { '/hello': { get: { responses: { 200: { description: 'Hi' } } } } },
  };
  await writeFile(path.join(folder, 'openapi.json'), JSON.stringify(openapi));
  const command = path.join('node_modules', 'latchkey-pipeline', 'scripts', 'generate.js');
  const { stdout } = await run(process.execPath, [command, '--spec', 'openapi.json', '--out', 'generated'], {
    cwd: folder,
  });
  expect(stdout).toContain('wrote openapi.json, types.ts, operations.ts, enums.ts');

  const program = `
    import { createClient } from 'latchkey-client';
    import { operations as table } from './generated/operations.js';
    import type { operations } from './generated/types.js';
    export const answer = createClient<operations, typeof table>(table, { baseUrl: '' }).get_hello();
  `;
  await writeFile(path.join(folder, 'own.ts'), program);
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['own.ts'] }));
  await run(process.execPath, [tsc, '-p', folder, '--noEmit']);
});
