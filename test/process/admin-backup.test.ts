import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempDisposable, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin } from '../../server/admin/index.ts';
import type { Waiting } from '../../server/admin/terminal.ts';
import { root, run, sooner } from './run.ts';
import { connect, type Key, listening, type ServiceProcess, shownKey, start } from './service.ts';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let service: ServiceProcess;
let url: string;
let environment: Record<string, string>;
const at = (...names: string[]) => path.join(folder.path, ...names);

beforeAll(async () => {
  folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-backup-'));
  service = start(folder.path);
  url = await listening(service);
  environment = { DATABASE_URL: `sqlite:${at('data/latchkey.db')}` };
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test('what was acknowledged before a backup began works on it, though it was made under load', {
  timeout: 60_000,
}, async () => {
  const call = await connect(url, shownKey(service.output().stderr));
  const create = async () => (await (await call('POST', '/api-keys', { name: 'x', scopes: ['a'] })).json()) as Key;
  const before = await Promise.all(Array.from({ length: 10 }, create));
  let isRunning = true;
  const place = { cwd: folder.path, env: sooner };
  const running = run('server/admin.ts', ['backup', 'backup.db', '--with-secret', '--json'], place);
  const ended = running.finally(() => (isRunning = false));
  const writers = Array.from({ length: 2 }, async () => {
    while (isRunning) expect((await call('POST', '/api-keys', { name: 'x', scopes: ['a'] })).status).toBe(201);
  });
  const { code, stdout, stderr } = await ended;
  await Promise.all(writers);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { bytes, counts } = JSON.parse(stdout);
  expect(bytes).toBe((await stat(at('backup.db'))).size);

  const modes = ['backup.db', 'backup.db.secret'].map(async (name) => (await stat(at(name))).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o600, 0o600]);
  await using restored = start(folder.path, { DATABASE_URL: 'sqlite:backup.db' });
  const restoredUrl = await listening(restored);
  for (const key of before) await expect(connect(restoredUrl, key)).resolves.toBeDefined();
  const again = await connect(restoredUrl, shownKey(service.output().stderr));
  const { meta } = (await (await again('GET', '/api-keys')).json()) as { meta: { total: number } };
  expect(meta.total).toBe(counts.api_keys);
});

test('a backup is one file, and what it shows names the secret that belongs to it', async () => {
  const { code, stdout, stderr } = await admin(['backup', at('alone.db')], environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Backup +.*alone\.db \(0\.\d MB\)\nOrganizations +1\nKeys +\d+\n/);
  expect(stdout).toMatch(/keep a copy of .*data\/latchkey\.db\.secret/);
  const secret = (await readFile(at('data/latchkey.db.secret'), 'utf8')).trim();
  expect((await readFile(at('alone.db'))).includes(secret)).toBe(false);
  expect((await readdir(folder.path)).filter((name) => name.startsWith('alone'))).toEqual(['alone.db']);
  const given = await admin(['backup', at('given.db')], { ...environment, LATCHKEY_SECRET: secret });
  expect(given.stdout).toContain('keep a copy of LATCHKEY_SECRET');
});

describe('where there can be no backup, there is none, and it is said why', () => {
  async function refusal(args: readonly string[], changes: Record<string, string> = {}, waiting?: Waiting) {
    const before = await readdir(folder.path, { recursive: true });
    const { code, stdout, stderr } = await admin(['backup', ...args], { ...environment, ...changes }, waiting);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(await readdir(folder.path, { recursive: true })).toEqual(before);
    return stderr;
  }

  test('FILE is missing, or is several', async () => {
    expect(await refusal([])).toBe('FILE is missing.\nTry --help.\n');
    expect(await refusal(['a', 'b.db'])).toMatch(/^FILE is one argument: write "a b\.db" in quotes/);
  });

  test('something is there already: a backup, the database itself, a folder, a secret', async () => {
    await writeFile(at('there.db'), 'x');
    await writeFile(at('here.db.secret'), 'x');
    for (const name of ['there.db', 'data/latchkey.db', 'data']) {
      expect(await refusal([at(name)])).toBe(`${at(name)} is there already, and nothing is overwritten.\n`);
    }
    expect(await refusal([at('here.db'), '--with-secret'])).toMatch(/here\.db\.secret is there already/);
    expect(await readFile(at('there.db'), 'utf8')).toBe('x');
  });

  test('the folder is not there: a disk that is not mounted, maybe', async () => {
    expect(await refusal([at('nowhere/a.db')])).toMatch(/^There can be no file .*a\.db: ENOENT/);
  });

  test('the secret is not the one of the service', async () => {
    const other = { LATCHKEY_SECRET: randomBytes(32).toString('base64') };
    expect(await refusal([at('a.db'), '--with-secret'], other)).toMatch(/^LATCHKEY_SECRET is not the one/);
  });

  test('who waited for it waits no longer', async () => {
    const interruption = new AbortController();
    const tell = () => interruption.abort(new Error('Interrupted.'));
    expect(await refusal([at('a.db')], {}, { tell, signal: interruption.signal })).toBe('Interrupted.\n');
  });

  test('the database is PostgreSQL, or in memory, or not there, or no database of a service', async () => {
    const postgres = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', LATCHKEY_SECRET: 'x'.repeat(44) };
    expect(await refusal([at('a.db')], postgres)).toContain('pg_dump --format=custom --file=FILE "$DATABASE_URL"');
    expect(await refusal([at('a.db')], { DATABASE_URL: 'sqlite::memory:' })).toContain('is in memory');
    expect(await refusal([at('a.db')], { DATABASE_URL: `sqlite:${at('b.db')}` })).toMatch(/^There is no database/);
    await writeFile(at('text.db'), 'This is no database at all. '.repeat(100));
    expect(await refusal([at('a.db')], { DATABASE_URL: `sqlite:${at('text.db')}` })).toMatch(/is not a database$/m);
  });

  test('the database is damaged', async () => {
    const damaged = at('damaged.db');
    await admin(['backup', damaged], environment);
    const database = new Database(damaged);
    const page = Number(database.pragma('page_size', { simple: true }));
    const place = "select rootpage from sqlite_master where name = 'api_keys_by_name'";
    const number = database.prepare<[], number>(place).pluck().get() ?? 0;
    database.close();
    const file = await open(damaged, 'r+');
    await file.write(Buffer.alloc(200, 0xff), 0, 200, number * page - 200);
    await file.close();
    expect(await refusal([at('a.db')], { DATABASE_URL: `sqlite:${damaged}` })).toMatch(/damaged|malformed/);
  });

  test('a row refers to one that is not there', async () => {
    const orphaned = at('orphaned.db');
    await admin(['backup', orphaned], environment);
    const database = new Database(orphaned);
    database.pragma('foreign_keys = OFF');
    database.exec('delete from api_keys');
    database.close();
    expect(await refusal([at('a.db')], { DATABASE_URL: `sqlite:${orphaned}` })).toMatch(
      /^There is no backup of .*orphaned\.db: The database is damaged: rows of secrets refer to none/,
    );
  });

  test.skipIf(process.platform === 'win32')('the disk is full', async () => {
    const before = await readdir(folder.path);
    const program = path.join(root, 'server/admin.ts');
    // Nothing that this shell starts writes a file of more than 50 kB.
    const limited = ['-c', 'ulimit -f 100; exec "$0" "$1" backup full.db', process.execPath, program];
    const shell = promisify(execFile)('/bin/sh', limited, { cwd: folder.path, env: sooner });
    await expect(shell).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^There is no backup of data\/latchkey\.db: (database or disk is full|disk I\/O error)/,
      ),
    });
    expect(await readdir(folder.path)).toEqual(before);
  });
});
