import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { openStore } from '../../server/storage/index.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { describeStore } from './conformance.ts';
import { key, organization, secret } from './values.ts';

const folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-sqlite-'));
afterAll(() => folder.remove());

let made = 0;
/** Path of a database that no other test has. */
const newFile = () => path.join(folder.path, `${++made}`, 'latchkey.db');

async function fill(store: Store): Promise<void> {
  await store.bootstrap(organization('org_1'), key('key_1'), secret('sec_1', 'key_1'));
}

describeStore('SQLite in memory', () => openStore('sqlite::memory:'));
describeStore('SQLite in a file', () => openStore(`sqlite:${newFile()}`));

test('what was written is there when the file is opened again', async () => {
  const url = `sqlite:${newFile()}`;
  const store = await openStore(url);
  await fill(store);
  await store.close();
  const again = await openStore(url);
  expect(await again.findKey('org_1', 'key_1')).toEqual(key('key_1'));
  await again.close();
});

test('two stores on one file see each other’s writes', async () => {
  const url = `sqlite:${newFile()}`;
  const [one, other] = [await openStore(url), await openStore(url)];
  await fill(one);
  expect(await other.findKey('org_1', 'key_1')).toEqual(key('key_1'));
  await Promise.all([one.close(), other.close()]);
});

test.each([
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
])('PRAGMA %s is %s', async (name, value) => {
  const db = openSqlite(newFile());
  const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(db);
  await db.destroy();
  expect(rows).toEqual([{ [name]: value }]);
});

test('only its owner may read the file, its companions and its folder', async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  await fill(store);
  const modes = [file, `${file}-wal`, `${file}-shm`].map(async (name) => (await stat(name)).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o600, 0o600, 0o600]);
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  await store.close();
});

test('migrating twice changes nothing', async () => {
  const db = openSqlite(newFile());
  await migrate(db);
  await migrate(db);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  await db.destroy();
  expect(rows).toEqual([{ name: '0001-foundation' }]);
});

test('a database that another process holds is unavailable, and works again afterwards', async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  await expect(fill(store)).rejects.toThrow(StoreUnavailable);
  other.exec('ROLLBACK');
  other.close();
  await fill(store);
  expect((await store.listKeys('org_1', { limit: 1, offset: 0 })).total).toBe(1);
  await store.close();
});

test.each([
  ['is not a database', 'This is a diary.\n'.repeat(100), /is not a database/],
  ['is cut in the middle', undefined, /malformed/],
])('a file that %s is refused by name and not touched', async (_, text, message) => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  await store.close();
  const content = text ?? (await readFile(file)).subarray(0, 5000);
  await writeFile(file, content);
  const error: unknown = await openStore(`sqlite:${file}`).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toContain(file);
  expect(await readFile(file)).toEqual(Buffer.from(content));
});

test('a path that can not be a file is refused by name', async () => {
  const error: unknown = await openStore(`sqlite:${folder.path}`).catch((reason: unknown) => reason);
  expect((error as Error).message).toContain(folder.path);
});
