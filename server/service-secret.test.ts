import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readOrMakeServiceSecret } from './service-secret.ts';

const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'latchkey-secret-'));

test('is made once, beside the database, for its owner’s eyes only', async () => {
  await using folder = await temporaryFolder();
  const url = `sqlite:${folder.path}/new/latchkey.db`;
  const made = readOrMakeServiceSecret(url);
  expect(made).toHaveLength(32);
  expect(readOrMakeServiceSecret(url)).toEqual(made);
  const file = path.join(folder.path, 'new/latchkey.db.secret');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toEqual(made);
});

test('is not made for a database that had one', async () => {
  await using folder = await temporaryFolder();
  const database = path.join(folder.path, 'latchkey.db');
  await writeFile(database, '');
  expect(() => readOrMakeServiceSecret(`sqlite:${database}`)).toThrow(`${database}.secret is missing`);
});

test.each(['', 'short', 'not base64 at all, though it is long enough'])(
  'the file %j is refused by name',
  async (text) => {
    await using folder = await temporaryFolder();
    const database = path.join(folder.path, 'latchkey.db');
    await writeFile(`${database}.secret`, text);
    expect(() => readOrMakeServiceSecret(`sqlite:${database}`)).toThrow(`${database}.secret does not hold a secret`);
  },
);

test('of a database in memory is never the same, and leaves no file', () => {
  expect(readOrMakeServiceSecret('sqlite::memory:')).not.toEqual(readOrMakeServiceSecret('sqlite::memory:'));
});
