import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { KeyQuery } from '../../server/domain/lists.ts';
import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { openStore } from '../../server/storage/index.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { foundation } from '../../server/storage/migrations/0001-foundation.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createStore } from '../../server/storage/store.ts';
import { describeStore } from './conformance.ts';
import { changing, entry, founding, key, record, secret, signingKey, start } from './values.ts';

const folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-sqlite-'));
afterAll(() => folder.remove());

let made = 0;
/** Path of a database that no other test has. */
const newFile = () => path.join(folder.path, `${++made}`, 'latchkey.db');

async function fill(store: Store): Promise<void> {
  await store.bootstrap(founding(1));
}

describeStore('SQLite in memory', () => openStore('sqlite::memory:'));
describeStore('SQLite in a file', () => openStore(`sqlite:${newFile()}`));

test('what was written is there when the file is opened again', async () => {
  const url = `sqlite:${newFile()}`;
  const store = await openStore(url);
  await fill(store);
  await store.close();
  const again = await openStore(url);
  expect((await again.findClient('key_1'))?.key).toEqual(key('key_1'));
  await again.close();
});

test('two stores on one file see each other’s writes', async () => {
  const url = `sqlite:${newFile()}`;
  const [one, other] = [await openStore(url), await openStore(url)];
  await fill(one);
  expect((await other.findClient('key_1'))?.key).toEqual(key('key_1'));
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
  expect(rows).toEqual([{ name: '0001-foundation' }, { name: '0002-life-of-a-key' }, { name: '0003-replicas' }]);
});

test('a database of the first migration keeps its keys', async () => {
  const file = newFile();
  const db = openSqlite(file);
  await foundation.up(db);
  await sql`insert into organizations values ('org_1', 'Org', 1, 1)`.execute(db);
  await sql`insert into api_keys values ('key_1', 'org_1', 'Old', 'a b', 1, ${start}, 'bootstrap', null, 7)`.execute(
    db,
  );
  await sql`insert into secrets values ('sec_1', 'key_1', 'org_1', 'AAAA', 'v1', ${start}, null, 6)`.execute(db);
  await sql`create table kysely_migration (name varchar(255) primary key, timestamp varchar(255))`.execute(db);
  await sql`insert into kysely_migration values ('0001-foundation', '2026-01-01T00:00:00.000Z')`.execute(db);
  await db.destroy();
  const store = await openStore(`sqlite:${file}`);
  const found = await store.findClient('key_1');
  await store.close();
  expect(found?.key).toEqual(key('key_1', { name: 'Old', scopes: ['a', 'b'], lastUsedAt: 7 }));
  expect(found?.secrets).toEqual([secret('sec_1', 'key_1', { digest: Buffer.alloc(3), lastUsedAt: 6 })]);
});

test('a migration that fails leaves the database as it was', async () => {
  const db = openSqlite(newFile());
  await sql`create table stored_answers (something text)`.execute(db);
  await expect(migrate(db)).rejects.toThrow('stored_answers');
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  await db.destroy();
  expect(rows).toEqual([{ name: 'stored_answers' }]);
});

test('another process that writes waits from the moment that a change reads its key', async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  await fill(store);
  const other = new Database(file, { timeout: 0 });
  const write = () => other.exec(`update api_keys set name = 'Other', revision = revision + 1`);
  const locked: string[] = [];
  const change = changing('aud_2');
  const changed = await store.changeKey('org_1', 'key_1', (found) => {
    try {
      write();
    } catch (error) {
      locked.push((error as Error).message);
    }
    return change(found);
  });
  write();
  other.close();
  const last = await store.findClient('key_1');
  await store.close();
  expect(locked).toEqual(['database is locked']);
  expect([changed?.key.revision, last?.key.revision]).toEqual([2, 3]);
});

test('a list is read while another process writes', async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  await fill(store);
  const other = new Database(file);
  other.exec('begin immediate');
  expect((await store.listKeys('org_1', { limit: 1, offset: 0, enabled: true })).total).toBe(1);
  other.close();
  await store.close();
});

test('a key is read within another’s change, as it was before', async () => {
  const db = openSqlite(newFile());
  await migrate(db);
  const store = createStore(db);
  await store.bootstrap(founding(1));
  const nameNow = async () => (await store.findClient('key_1'))?.key.name;
  const seen = await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('api_keys').set({ name: 'New' }).execute();
    return await nameNow();
  });
  expect([seen, await nameNow()]).toEqual([key('key_1').name, 'New']);
  await db.destroy();
});

test('what a filter lets through is counted as far as 10,000, and pages go on behind that', async () => {
  const db = openSqlite(':memory:');
  await migrate(db);
  const store = createStore(db);
  await store.bootstrap(founding(1));
  // Newer than key_1, with names in another order than the list's, and every tenth one disabled.
  await sql`
    with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 11112)
    insert into api_keys (client_id, organization_id, name, scopes, enabled, created_at, created_by, expires_at)
    select printf('key_%05d', n), 'org_1', printf('n%05d', 20000 - n), 'a', n % 10 > 0, ${start} + n, 'x', n from numbers
  `.execute(db);
  const read = async (query: Partial<KeyQuery>) => {
    const page = await store.listKeys('org_1', { limit: 2, offset: 0, ...query });
    const { total, totalIsCapped, hasMore } = page;
    return { total, totalIsCapped, hasMore, ids: page.keys.map(({ clientId }) => clientId).join(' ') };
  };
  const capped = { total: 10_000, totalIsCapped: true, hasMore: true };
  const exact = { totalIsCapped: false, hasMore: true };
  const firstTwo = 'key_00001 key_00002';
  const results = await Promise.all([
    read({ name: 'n' }),
    read({ name: 'n', enabled: true }),
    read({ name: 'n', enabled: false }),
    read({ expiresBefore: 10_001 }),
    read({ expiresBefore: 10_002 }),
    read({ name: 'n', offset: 11_110 }),
    read({ name: 'n', enabled: true, after: { at: start + 11_109, id: 'key_11109' } }),
    read({ enabled: true, lastUsedBefore: 1, expiresBefore: 9_001 }),
  ]);
  await db.destroy();
  expect(results).toEqual([
    { ...capped, ids: firstTwo },
    { ...capped, ids: firstTwo },
    { ...exact, total: 1111, ids: 'key_00010 key_00020' },
    { ...exact, total: 10_000, ids: firstTwo },
    { ...capped, ids: firstTwo },
    { ...capped, hasMore: false, ids: 'key_11111 key_11112' },
    { ...capped, hasMore: false, ids: 'key_11111 key_11112' },
    { ...exact, total: 8100, ids: firstTwo },
  ]);
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

const writes: [name: string, write: (store: Store) => Promise<unknown>][] = [
  ['making a key', (store) => store.insertKey(record(2))],
  ['noting an attempt', (store) => store.insertAuditEntry(entry('aud_9'))],
  [
    'revoking a token',
    (store) => store.revokeToken({ organizationId: 'org_1', tokenId: 'jti_1', expiresAt: 9 }, () => entry('aud_9')),
  ],
  [
    'noting uses',
    (store) => store.recordUses([{ organizationId: 'org_1', clientId: 'key_1', secretId: 'sec_1', usedAt: 9 }]),
  ],
  ['making a signing key', (store) => store.addSigningKey(signingKey('kid_1'), undefined)],
  ['cleaning up', (store) => store.sweep(1, 1)],
];
test.each(writes)('%s waits for another process that is soon done', async (_, write) => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  await fill(store);
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  const written = write(store).then(
    () => 'written',
    (error: unknown) => error,
  );
  // Longer than a statement by itself would wait.
  await wait(100);
  other.exec('ROLLBACK');
  other.close();
  expect(await written).toBe('written');
  await store.close();
});

test('while another process holds the database, this one goes on, and waits a second in all', async () => {
  const file = newFile();
  const store = await openStore(`sqlite:${file}`);
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  // If each waited a second, they would take longer than a test may.
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => fill(store)));
  clearInterval(ticking);
  other.close();
  await store.close();
  expect(outcomes.map(({ status }) => status)).toEqual(Array(30).fill('rejected'));
  expect(ticks).toBeGreaterThan(5);
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
