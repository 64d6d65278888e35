import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initProject } from '../../scripts/lib/init/index.ts';
import { startService } from '../support/service.ts';
import { linkPackages } from './link.ts';
import { blocksOf, createReader } from './page.ts';

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
let home = '';
let folder = '';

/** The packages, and an empty folder of somebody else's that has them. */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'packages-'));
  folder = path.join(home, 'consumer');
  await mkdir(folder);
  await run(process.execPath, ['scripts/build.ts', '--out', path.join(home, 'dist')]);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  linkPackages(folder, path.join(home, 'dist'));
}, 180_000);

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

const options = {
  strict: true,
  module: 'nodenext',
  target: 'es2024',
  types: [],
  lib: ['es2024', 'dom'],
  exactOptionalPropertyTypes: true,
};

test('the client compiles against its declarations, and runs', { timeout: 60_000 }, async () => {
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

test('the packages hold what runs, and nothing that tests', () => {
  const files = ['client', 'edge', 'pipeline'].flatMap((part) =>
    readdirSync(path.join(folder, 'node_modules', `latchkey-${part}`), { recursive: true, encoding: 'utf8' })
      .filter((file) => !file.includes('node_modules'))
      .map((file) => path.join(part, file)),
  );
  expect(files).toContain(path.join('pipeline', 'docs', 'page', 'page.js'));
  expect(files.filter((file) => /golden|testing|\.test\.|openapi\.json$|(?<!\.d)\.ts$/.test(file))).toEqual([]);
});

/** Documents that have nothing in common but their format. */
const documents = {
  notes: here('../../server/edge/testing/openapi.yaml'),
  latchkey: here('../../spec/openapi.yaml'),
  petstore: example('3.0/json/petstore.json'),
  'train-travel': example('3.1/json/train-travel.json'),
};

function example(file: string): string {
  return createRequire(import.meta.url).resolve(`@readme/oas-examples/${file}`);
}

test('`init` makes projects of any documents, which compile and answer', { timeout: 120_000 }, async () => {
  const names = Object.keys(documents);
  for (const [name, document] of Object.entries(documents)) {
    const project = path.join(folder, name);
    await mkdir(project);
    await copyFile(document, path.join(project, `openapi${path.extname(document)}`));
    expect((await initProject(project, {})).leftAlone).toEqual([]);
  }
  // All at once, by the settings of one: the compiler reads its own libraries but once.
  const include = names.flatMap((name) => ['server', 'client', 'generated'].map((part) => `${name}/${part}`));
  await writeFile(path.join(folder, 'all.json'), JSON.stringify({ extends: `./${names[0]}/tsconfig.json`, include }));
  await run(process.execPath, [tsc, '-p', path.join(folder, 'all.json')]);

  const program = `
    import { readFileSync } from 'node:fs';
    for (const name of ${JSON.stringify(names)}) {
      const { serve } = await import(\`./\${name}/server/dev.ts\`);
      const { operations } = await import(\`./\${name}/generated/operations.ts\`);
      const document = JSON.parse(readFileSync(\`\${name}/generated/openapi.json\`, 'utf8'));
      const server = await serve({ document, operations }, { port: 0, host: '127.0.0.1' });
      await server.swap({ document, operations });
      const { status } = await fetch(server.url + '/nowhere');
      console.log(JSON.stringify([name, status]));
      await server.stop();
    }
  `;
  await writeFile(path.join(folder, 'start-all.ts'), program);
  const { stdout } = await run(process.execPath, ['start-all.ts'], { cwd: folder });
  const answers = stdout.split('\n').filter((line) => line.startsWith('['));
  expect(answers.map((line) => JSON.parse(line))).toEqual(names.map((name) => [name, 404]));
});

// The reader below comes to all but these.
test.each(['docs'])('the package has what `latchkey %s` needs', async (name) => {
  const command = path.join(folder, 'node_modules', 'latchkey-pipeline', 'scripts', 'latchkey.js');
  await writeFile(
    path.join(folder, 'openapi.json'),
    JSON.stringify({ openapi: '3.1.0', info: { title: 'Tiny', version: '1' }, paths: {} }),
  );
  const { stdout } = await run(process.execPath, [command, name, '--out', path.join(home, name)], { cwd: folder });
  expect(stdout).not.toBe('');
});

/** `INSTALL=npm` has npm fetch everything, as the page says; else what is here already is linked. */
const prelude =
  process.env.INSTALL === 'npm'
    ? ''
    : `npm() {
  if [ "$1" != install ]; then command npm "$@"; elif [ $# -gt 1 ]; then node "${here('link.ts')}" "$LATCHKEY/dist"; fi
}`;

test('a reader of "Bring your own spec" gets through', { timeout: 300_000 }, async () => {
  const person = { NAME: 'Ada', EMAIL: 'ada@example.com' };
  const git = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  await mkdir(path.join(home, 'reader'));
  const reader = createReader(path.join(home, 'reader'), {
    ...Object.fromEntries(git),
    LATCHKEY: home,
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
  });
  try {
    const blocks = await blocksOf(here('../../docs/bring-your-own-spec.md'));
    for (const [index, block] of blocks.entries()) {
      if (block.language === 'text') continue;
      const { shown, failed } = await reader.follow(block, prelude);
      const next = blocks[index + 1];
      const promised = next?.language === 'text' ? next.text.trimEnd().split('\n') : [];
      for (const line of promised) expect(shown, block.text).toContain(line);
      expect(failed, `${block.text}\n${shown}`).toBe(promised.some((line) => line.startsWith('error')));
    }
  } finally {
    await reader.close();
  }
});
