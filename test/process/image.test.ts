import { cp, mkdtempDisposable, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.ts';
import { listening, startProgram } from './service.ts';

/** What a Dockerfile's last stage copies out of the project. */
function copied(dockerfile: string): string[] {
  const lastStage = dockerfile.split(/^FROM .*$/m).at(-1) ?? '';
  const sources = [...lastStage.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  return sources.map((source) => source.trim());
}

/** Whether a `.dockerignore` keeps a file out although its folder is let in. */
function isIgnored(file: string, ignore: string): boolean {
  const [, ...patterns] = ignore.split('\n').filter((line) => line !== '' && !/^[#!]/.test(line));
  return patterns.some((pattern) => path.matchesGlob(file, pattern) || path.matchesGlob(file, `${pattern}/**`));
}

test('the service runs with no more files than its image holds', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-image-'));
  const [dockerfile, ignore] = await Promise.all(
    ['Dockerfile', '.dockerignore'].map((name) => readFile(path.join(root, name), 'utf8')),
  );
  const sources = copied(dockerfile ?? '');
  expect(sources).toContain('server');
  for (const source of sources) {
    expect(ignore, `.dockerignore keeps ${source} out`).toContain(`!${source}\n`);
    const filter = (file: string) => !isIgnored(path.relative(root, file), ignore ?? '');
    await cp(path.join(root, source), path.join(folder.path, source), { recursive: true, filter });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder.path, 'node_modules'));

  await using service = startProgram(path.join(folder.path, 'server/main.ts'), folder.path, { NODE_ENV: 'production' });
  const url = await listening(service);
  const statuses = ['/health/ready', '/docs', '/openapi.json'].map(async (page) => (await fetch(url + page)).status);
  expect(await Promise.all(statuses)).toEqual([200, 200, 200]);
});
