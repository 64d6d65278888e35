import { mkdtempDisposable, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../test/process/run.ts';
import { generate as filesOf } from './lib/generate.ts';
import { writeFiles } from './lib/output.ts';

/** `npm run generate`, as a person runs it. */
const generate = (...options: string[]) => run('scripts/generate.ts', options);
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
    await writeFile(spec, good.replace('/books:', '/books/{id}:').replace('responses:', 'wrong:'));
    const broken = await generate('--spec', spec, '--out', out);
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toMatch(/shelf\.yaml:6:\d+ struct {2}.*`wrong`/);
    expect(broken.stderr).toMatch(/shelf\.yaml:6:\d+ path-parameters-defined/);
    expect(broken.stderr).toMatch(/2 problems; nothing was written\.\n$/);
    expect(await readFile(path.join(out, 'openapi.json'), 'utf8')).toBe(before);
    expect(await readdir(out)).toHaveLength(4);
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
    for (const option of ['--spec', '--out', '--check', '--help']) expect(stdout).toContain(option);
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
