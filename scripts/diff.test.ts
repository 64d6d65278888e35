import { execFileSync } from 'node:child_process';
import { mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../test/process/run.ts';

/** `npm run diff`, as a person runs it. */
const diff = (...options: string[]) => run('scripts/diff.ts', options);

const shelf = `
openapi: 3.1.0
info: { title: Shelf, version: 1.2.0 }
paths:
  /books:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 100 } }]
      responses: { "200": { description: All of them } }
`;
const narrowed = shelf.replace('100', '50');
const change = 'maximum-narrowed #/paths/~1books/get/parameters/query.limit/schema/maximum';

/** A repository whose branch `main` has the shelf, and whose working tree has another document. */
async function changedShelf(folder: string, now: string): Promise<string> {
  const git = (...options: string[]) =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.com', ...options], { cwd: folder });
  const spec = path.join(folder, 'openapi.yaml');
  await writeFile(spec, shelf);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'First');
  await writeFile(spec, now);
  return spec;
}

const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'contract-diff-test-'));

describe('npm run diff', { timeout: 40_000 }, () => {
  test('refuses a breaking change, says for whom it breaks, and writes the changelog', async () => {
    await using folder = await temporaryFolder();
    const spec = await changedShelf(folder.path, narrowed);
    const changelog = path.join(folder.path, 'CHANGELOG.md');
    await writeFile(changelog, '# Changelog\n\n## Unreleased\n\n- By hand.\n');
    const { code, stdout, stderr } = await diff('--spec', spec, '--changelog', changelog);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(
      'GET /books\n  major query parameter `limit`: `maximum` went from 100 to 50. Callers that send larger numbers are refused.',
    );
    expect(stdout).toMatch(new RegExp(`openapi\\.yaml:7:\\d+ {2}${change}`));
    expect(stdout).toContain('raise it to 2.0.0');
    expect(await readFile(changelog, 'utf8')).toMatch(/- By hand\.\n[\s\S]*- `GET \/books`: query parameter `limit`/);
    expect((await readdir(folder.path)).sort()).toEqual(['.git', 'CHANGELOG.md', 'openapi.yaml']);
  });

  test('lets it pass when somebody answers for it; --json has the whole verdict', async () => {
    await using folder = await temporaryFolder();
    const spec = await changedShelf(folder.path, narrowed);
    const entry = { change, reason: 'Nobody asks for more.', expires: '2999-12-31' };
    await writeFile(path.join(folder.path, 'allowed-changes.yaml'), JSON.stringify([entry]));
    const { code, stdout, stderr } = await diff('--spec', spec, '--base', 'HEAD', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      passed: true,
      impact: 'major',
      changes: [{ id: change, allowed: entry }],
    });
  });

  test('a broken document, an unknown ref, a folder and a wrong option each end it with one message, and nothing is written', async () => {
    await using folder = await temporaryFolder();
    const spec = await changedShelf(folder.path, shelf.replace('3.1.0', '"3.2.0"'));
    const changelog = path.join(folder.path, 'CHANGELOG.md');
    const broken = await diff('--spec', spec, '--changelog', changelog);
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('OpenAPI 3.2.0 is not supported');

    await writeFile(spec, shelf);
    expect(await diff('--spec', spec, '--base', 'nope', '--changelog', changelog)).toEqual({
      code: 1,
      stdout: '',
      stderr: '"nope" is neither a file nor a commit that git knows here.\n',
    });
    expect(await diff('--spec', spec, '--base', spec, '--changelog', folder.path)).toEqual({
      code: 1,
      stdout: '',
      stderr: `--changelog ${folder.path} is a folder: name a file.\n`,
    });
    expect(await diff('--markdown', '--json')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Try --help.'),
    });
    expect(await readdir(folder.path)).not.toContain('CHANGELOG.md');
  });

  test('--help says what every option does', async () => {
    const { code, stdout, stderr } = await diff('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const option of ['--spec', '--base', '--check-version', '--markdown', '--json', '--changelog', '--help']) {
      expect(stdout).toContain(option);
    }
  });
});
