import { execFileSync } from 'node:child_process';
import { mkdir, mkdtempDisposable, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadBase } from './base.ts';

const contract = (title: string, schema = '{ type: string }') => `
openapi: 3.1.0
info: { title: ${title}, version: 1.0.0 }
paths:
  /a: { get: { responses: { "200": { description: ok, content: { application/json: { schema: ${schema} } } } } } }
`;

const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'contract-repository-'));

/** A repository with files in its first commit, on the branch `main`, without a word from the machine's configuration. */
async function repository(folder: string, files: Record<string, string>) {
  const git = (...options: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=n', '-c', 'user.email=n@example.com', '-c', 'core.hooksPath=/dev/null', ...options],
      { cwd: folder, stdio: 'pipe' },
    ).toString();
  git('init', '-q', '-b', 'main');
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  git('add', '-A');
  git('commit', '-q', '-m', 'First');
  return git;
}

async function base(folder: string, spec: string, wanted?: string) {
  await using copies = await temporaryFolder();
  return await loadBase(path.join(folder, spec), wanted, copies.path);
}

describe('the contract to compare with', () => {
  test('is read from a ref, whatever the working tree says, in a folder of its repository', async () => {
    await using folder = await temporaryFolder();
    await repository(folder.path, { 'api/v 1/openapi.yaml': contract('Old') });
    await writeFile(path.join(folder.path, 'api/v 1/openapi.yaml'), contract('New'));
    const { label, document } = await base(folder.path, 'api/v 1/openapi.yaml');
    expect(document?.info.title).toBe('Old');
    expect(label).toMatch(/^main \([0-9a-f]{7}\)$/);
  });

  test('comes with every file that it refers to, in other folders, too', async () => {
    await using folder = await temporaryFolder();
    await repository(folder.path, {
      'api/openapi.yaml': contract('Old', "{ $ref: '../shared/list.yaml#/List' }"),
      'shared/list.yaml': 'List: { type: array, items: { "$ref": "./item.json" } }',
      'shared/item.json': '{ "type": "integer" }',
    });
    await rm(path.join(folder.path, 'shared'), { recursive: true });
    expect(JSON.stringify((await base(folder.path, 'api/openapi.yaml', 'HEAD')).document)).toContain('"integer"');
  });

  test('may break house rules of its day, but must be a contract', async () => {
    await using folder = await temporaryFolder();
    const git = await repository(folder.path, {
      'openapi.yaml': contract('Old'),
      'redocly.yaml': 'rules:\n  operation-description: error\n  operation-summary: error\n',
    });
    expect((await base(folder.path, 'openapi.yaml', 'main')).document?.info.title).toBe('Old');

    await writeFile(path.join(folder.path, 'openapi.yaml'), `${contract('Broken')}  /b: [`);
    git('commit', '-q', '-a', '-m', 'Second');
    await expect(base(folder.path, 'openapi.yaml', 'main')).rejects.toThrow(
      /main \(\w{7}\), is broken:\nmain:openapi\.yaml:\d+:\d+ yaml-syntax/,
    );
  });

  test('may be a file', async () => {
    await using folder = await temporaryFolder();
    const old = path.join(folder.path, 'old.yaml');
    await writeFile(old, contract('Old'));
    expect(await base(folder.path, 'openapi.yaml', old)).toMatchObject({
      label: old,
      document: { info: { title: 'Old' } },
    });
  });

  test('may have had another name, if it is told', async () => {
    await using folder = await temporaryFolder();
    await repository(folder.path, { 'swagger.yaml': contract('Old'), 'other.yaml': 'a: 1' });
    await rm(path.join(folder.path, 'other.yaml'));
    await rename(path.join(folder.path, 'swagger.yaml'), path.join(folder.path, 'openapi.yaml'));
    await expect(base(folder.path, 'openapi.yaml')).rejects.toThrow(
      /swagger\.yaml was there and is gone: say --base main:swagger\.yaml/,
    );
    expect((await base(folder.path, 'openapi.yaml', 'main:swagger.yaml')).document?.info.title).toBe('Old');
    await expect(base(folder.path, 'openapi.yaml', 'main:none.yaml')).rejects.toThrow(/There is no none\.yaml in main/);
  });

  test('is none if there was none', async () => {
    await using folder = await temporaryFolder();
    await repository(folder.path, { 'readme.md': 'openapi: soon' });
    await writeFile(path.join(folder.path, 'openapi.yaml'), contract('New'));
    expect(await base(folder.path, 'openapi.yaml')).not.toHaveProperty('document');
  });

  test('must be something that git knows; a shallow clone is told what to fetch', async () => {
    await using folder = await temporaryFolder();
    const git = await repository(folder.path, { 'openapi.yaml': contract('Old') });
    for (const wanted of ['nope', '', '--help', ':openapi.yaml']) {
      await expect(base(folder.path, 'openapi.yaml', wanted)).rejects.toThrow(
        `"${wanted}" is neither a file nor a commit`,
      );
    }
    git('commit', '-q', '--allow-empty', '-m', 'Second');
    await using clone = await temporaryFolder();
    git('clone', '-q', '--depth=1', `file://${folder.path}`, clone.path);
    expect((await base(clone.path, 'openapi.yaml')).label).toMatch(/^origin\/main/);
    await expect(base(clone.path, 'openapi.yaml', 'HEAD~1')).rejects.toThrow(/shallow: fetch the ref first/);
    git('branch', '-q', '-m', 'trunk');
    await expect(base(folder.path, 'openapi.yaml')).rejects.toThrow('neither origin/main nor main');
  });

  test('needs a repository, or a file', async () => {
    await using folder = await temporaryFolder();
    await writeFile(path.join(folder.path, 'openapi.yaml'), contract('New'));
    await expect(base(folder.path, 'openapi.yaml', 'main')).rejects.toThrow(
      /no history to compare with .*not a git repository.* Give --base a file/,
    );
  });
});
