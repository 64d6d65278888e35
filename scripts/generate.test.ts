import { mkdtempDisposable, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../test/process/run.ts';
import { generate as filesOf } from './lib/generate.ts';
import { writeFiles } from './lib/output.ts';
import { recordFile } from './lib/record.ts';

/** A line that tells how long a step took, where that was long. */
const progressLine = /^[a-z]+ +\d+\.\d s\n/gm;

/** `npm run generate`, as a person runs it. */
async function generate(...options: string[]) {
  const { stderr, ...finished } = await run('scripts/generate.ts', options);
  return { ...finished, stderr: stderr.replace(progressLine, '') };
}
const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'latchkey-generate-'));

const good = `
openapi: 3.1.0
info: { title: Shelf, version: "1" }
paths:
  /books:
    get: { responses: { "200": { description: All of them } } }
`;

/** A folder with a document and what follows from it, as an earlier run left them. */
async function generatedFolder(folder: string) {
  const [spec, out] = [path.join(folder, 'shelf.yaml'), path.join(folder, 'out')];
  await writeFile(spec, good);
  writeFiles(out, await filesOf(spec));
  return { spec, out };
}

describe('npm run generate', { timeout: 40_000 }, () => {
  test('writes every file, and says so; the second time all is up to date', async () => {
    await using folder = await temporaryFolder();
    const out = path.join(folder.path, 'made', 'here');
    const spec = path.join(folder.path, 'shelf.yaml');
    await writeFile(spec, good);
    const first = await generate('--spec', spec, '--out', out);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/wrote openapi\.json, types\.ts, operations\.ts, enums\.ts \(\d+ ms\)/);
    expect((await readdir(out)).sort()).toEqual(['enums.ts', 'openapi.json', 'operations.ts', 'types.ts']);
    const second = await generate('--spec', spec, '--out', out);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).toMatch(/up to date/);
  });

  test('does not put the bundle in the place of the document that it was made from', async () => {
    await using folder = await temporaryFolder();
    const spec = path.join(folder.path, 'openapi.json');
    const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'Shelf', version: '1' }, paths: {} });
    await writeFile(spec, text);
    const refused = await generate('--spec', spec, '--out', folder.path);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('openapi.json is the document itself: choose another folder with --out.');
    expect(await readFile(spec, 'utf8')).toBe(text);
    expect(await readdir(folder.path)).toEqual(['openapi.json']);
  });

  test('with --check, names each file that is changed, missing or extra; without it, mends them and leaves a stranger’s', async () => {
    await using folder = await temporaryFolder();
    const { spec, out } = await generatedFolder(folder.path);
    expect(await generate('--spec', spec, '--out', out, '--check')).toMatchObject({ code: 0, stderr: '' });

    await writeFile(path.join(out, 'types.ts'), '// changed');
    await rm(path.join(out, 'enums.ts'));
    await writeFile(path.join(out, 'mine.ts'), '');
    const drifted = await generate('--spec', spec, '--out', out, '--check');
    expect(drifted).toMatchObject({ code: 1, stdout: '' });
    for (const line of ['types.ts is changed', 'enums.ts is missing', 'mine.ts is extra', 'Run: npm run generate']) {
      expect(drifted.stderr).toContain(line);
    }
    expect(await readFile(path.join(out, 'types.ts'), 'utf8')).toBe('// changed');
    expect((await readdir(out)).sort()).toEqual(['mine.ts', 'openapi.json', 'operations.ts', 'types.ts']);

    const mended = await generate('--spec', spec, '--out', out);
    expect(mended).toMatchObject({ code: 0, stderr: '' });
    expect(mended.stdout).toMatch(/wrote types\.ts, enums\.ts \(/);
    expect(await readdir(out)).toContain('mine.ts');
  });

  test('what is committed in generated/ is what spec/openapi.yaml says', async () => {
    expect(await generate('--check')).toMatchObject({ code: 0, stderr: '' });
  });

  test('a broken document ends it with exit code 1, file, line and rule, and the folder stays as it was', async () => {
    await using folder = await temporaryFolder();
    const { spec, out } = await generatedFolder(folder.path);
    const before = await readFile(path.join(out, 'openapi.json'), 'utf8');
    await writeFile(spec, `${good.replace('/books:', '/books/{id}:')}  /more: { get: [1] }\n`);
    const broken = await generate('--spec', spec, '--out', out);
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toMatch(/shelf\.yaml:6:\d+ path-parameters-defined/);
    expect(broken.stderr).toMatch(/shelf\.yaml:7:\d+ struct {2}.*array/);
    expect(broken.stderr).toMatch(/2 problems; nothing was written\.\n$/);
    expect(await readFile(path.join(out, 'openapi.json'), 'utf8')).toBe(before);
    expect(await readdir(out)).toHaveLength(4);
  });

  test('what is doubtful is told each time, and keeps nothing from being written', async () => {
    await using folder = await temporaryFolder();
    const { spec, out } = await generatedFolder(folder.path);
    await writeFile(spec, good.replace('get: {', 'get: { colour: red,'));
    for (const outcome of [/wrote openapi\.json/, /up to date/]) {
      const { code, stdout, stderr } = await generate('--spec', spec, '--out', out);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(outcome) });
      expect(stderr).toMatch(/^warning: .*shelf\.yaml:6:\d+ struct {2}Property `colour` is not expected here\.\n$/);
    }
  });

  test('what was done before is done anew if asked to, and never trusted by --check', async () => {
    await using folder = await temporaryFolder();
    const { spec, out } = await generatedFolder(folder.path);
    await generate('--spec', spec, '--out', out);
    const record = recordFile({ spec, out });
    const { inputs, ...rest } = JSON.parse(await readFile(record, 'utf8'));
    await writeFile(spec, good.replace('Shelf', 'Other'));
    // A record that lies: as if nothing had changed.
    await writeFile(record, JSON.stringify({ ...rest, inputs: { [Object.keys(inputs)[1] ?? '']: null } }));
    expect((await generate('--spec', spec, '--out', out)).stdout).toMatch(/up to date/);
    expect((await generate('--spec', spec, '--out', out, '--check')).stderr).toMatch(/openapi\.json is changed/);
    expect((await generate('--spec', spec, '--out', out, '--force')).stdout).toMatch(/wrote openapi\.json \(/);
  });

  test('a document that is broken from the start leaves no folder behind', async () => {
    await using folder = await temporaryFolder();
    const out = path.join(folder.path, 'out');
    expect(await generate('--spec', path.join(folder.path, 'none.yaml'), '--out', out)).toMatchObject({ code: 1 });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('--help says what every option does', async () => {
    const { code, stdout, stderr } = await generate('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const option of ['--spec', '--out', '--check', '--force', '--help']) expect(stdout).toContain(option);
  });

  test.each([
    ['--colour', "Unknown option '--colour'"],
    ['spec.yaml', "Unexpected argument 'spec.yaml'"],
  ])('refuses the command line %s in one sentence', async (option, message) => {
    const { code, stdout, stderr } = await generate(option);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Try --help.');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
