import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUpSqlite } from '../../server/storage/backup.ts';

test('a backup ends, with what was there when it began, though another process writes all the time', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-backup-'));
  const [file, copy] = [path.join(folder.path, 'a.db'), path.join(folder.path, 'b.db')];
  const writer = new Database(file);
  writer.pragma('journal_mode = WAL');
  writer.exec(`
    create table signing_keys (kid, public_jwk, encrypted_private_key, created_at);
    insert into signing_keys values ('a', '{}', '', 1);
    create table written (at); create table big (page);
    insert into big with recursive n(i) as (select 1 union all select i + 1 from n where i < 30) select zeroblob(500000) from n;
  `);
  let steps = 0;
  const { counts } = await backUpSqlite(file, copy, ({ step }) => {
    steps++;
    if (steps > 100) throw new Error('It begins anew each time');
    if (step === 'Copying') writer.exec('insert into written values (1)');
  });
  expect(writer.prepare('select count(*) from written').pluck().get()).toBeGreaterThan(2);
  writer.close();
  expect(counts).toEqual({ big: 30, signing_keys: 1, written: 0 });
});
