import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin } from '../../server/admin/index.ts';
import { openStore } from '../../server/storage/index.ts';
import { findPostgres, query } from '../support/postgres.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { before, restorePreviousRelease } from '../upgrade/previous-release.ts';
import { root, sooner } from './run.ts';
import { connect } from './service.ts';

const server = await findPostgres();
afterAll(async () => await server?.[Symbol.asyncDispose]());

const tablesOf = (url: string) => query(url, "select tablename from pg_tables where schemaname = 'public'");

describe.skipIf(!server)('admin on PostgreSQL', { timeout: 60_000 }, () => {
  const serviceSecret = randomBytes(32);
  const LATCHKEY_SECRET = serviceSecret.toString('base64');
  const newDatabase = async () => (await server?.createDatabase()) ?? '';

  describe('org and key', () => {
    test('make keys that work at once on a running service, and list what there is', async () => {
      const url = await newDatabase();
      await using service = await startService({ databaseUrl: url, serviceSecret });
      const environment = { DATABASE_URL: url, LATCHKEY_SECRET };
      const json = async (...args: string[]) => JSON.parse((await admin([...args, '--json'], environment)).stdout);
      const made = await json('org', 'create', 'Acme');
      const { key } = await json('key', 'create', '--org', 'Acme', '--scope', 'read:api-key');
      for (const one of [made.key, key]) await expect(connect(service.url, one)).resolves.toBeDefined();
      expect((await json('org', 'list')).organizations).toMatchObject([
        { name: 'Default', keyCount: 1 },
        { name: 'Acme', keyCount: 2 },
      ]);
      const other = { ...environment, LATCHKEY_SECRET: randomBytes(32).toString('base64') };
      expect((await admin(['org', 'create', 'x'], other)).stderr).toMatch(/^LATCHKEY_SECRET is not the one/);
    });

    test('make nothing in a database on which no service has started', async () => {
      const url = await newDatabase();
      const { code, stderr } = await admin(['org', 'create', 'x'], { DATABASE_URL: url, LATCHKEY_SECRET });
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('no service has started on it'),
      });
      expect(await tablesOf(url)).toEqual([]);
    });

    test('say which database they do not reach, and not its password', async () => {
      const environment = { DATABASE_URL: 'postgres://me:word@localhost:1/keys', LATCHKEY_SECRET };
      const { code, stderr } = await admin(['org', 'list'], environment);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(
          /^The database postgres:\/\/me:\*\*\*@localhost:1\/keys can't be opened: .*ECONNREFUSED/,
        ),
      });
    });
  });

  test('a database that a newer version has migrated is refused in words', async () => {
    const url = await newDatabase();
    await (await openStore(url)).close();
    await query(url, "insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')");
    await expect(openStore(url)).rejects.toThrow(/it was migrated by a newer version \(9999-of-tomorrow\)/);
  });

  describe('copy', () => {
    const environment = { LATCHKEY_SECRET: before.serviceSecret };
    let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
    /** A file of which each copy is to be like. */
    let from: string;

    beforeAll(async () => {
      folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-copy-'));
      from = await sourceOf('latchkey.db');
    });
    afterAll(async () => await folder[Symbol.asyncDispose]());

    /** Keys of all kinds, and more of one kind than are read at once. @returns the URL */
    async function sourceOf(name: string, more = ''): Promise<string> {
      const file = path.join(folder.path, name);
      const url = await restorePreviousRelease(file);
      await (await openStore(url)).close();
      const database = new Database(file);
      database.exec(`
        create temp table n as with recursive n(i) as (select 1 union all select i + 1 from n where i < 1100) select i from n;
        insert into api_keys select 'key_' || (i * 7919 % 1100) || client_id, organization_id, 'Ein Schlüssel 😀 ' || i, scopes,
          enabled, created_at + i, created_by, expires_at, last_used_at, revision, token_generation
          from n, (select * from api_keys order by client_id limit 1);
        update organizations set key_count = (select count(*) from api_keys k where k.organization_id = organizations.organization_id);
        insert into call_counts values ('a', 3, ${Date.parse(before.now)});
        ${more}`);
      database.close();
      return url;
    }

    const copy = (to: string, source = from) => admin(['copy', '--from', source, '--to', to], environment);
    const serve = (databaseUrl: string) =>
      startService({
        databaseUrl,
        serviceSecret: Buffer.from(before.serviceSecret, 'base64'),
        publicUrl: before.publicUrl,
        clock: () => Date.parse(before.now),
        firstKey: before.live[0],
      });

    /** All that the service shows of both organizations, in its order. */
    async function everything({ url }: Service) {
      const pages: object[] = [];
      for (const token of [before.tokens.first, before.tokens.other]) {
        for (const list of ['api-keys', 'audit-logs']) {
          for (let after = ''; ; ) {
            const query = `limit=100${after && `&after=${after}`}`;
            const answer = await fetch(`${url}/${list}?${query}`, { headers: { Authorization: `Bearer ${token}` } });
            const page = (await answer.json()) as { meta: { next?: string | null } };
            pages.push({ status: answer.status, ...page });
            if (!page.meta.next) break;
            after = page.meta.next;
          }
        }
      }
      return pages;
    }

    test('what SQLite held is served from PostgreSQL: keys, secrets, tokens, audit log', async () => {
      const url = await newDatabase();
      const file = from.slice('sqlite:'.length);
      const content = await readFile(file);
      const { code, stdout, stderr } = await copy(url);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^api_keys +1,107$/m);
      expect(stdout).toMatch(/DATABASE_URL +postgres:.*:\*\*\*@.*\n +LATCHKEY_SECRET +as it is set now/);
      expect(stdout).not.toContain(before.serviceSecret);
      expect((await readFile(file)).equals(content)).toBe(true);

      await using old = await serve(await sourceOf('old.db'));
      await using service = await serve(url);
      expect(await everything(service)).toEqual(await everything(old));
      for (const key of before.live) await expect(fetchToken(service, key)).resolves.toBeDefined();
      for (const key of before.dead) await expect(fetchToken(service, key)).rejects.toThrow('401');
      const statusOf = async (token: string) =>
        (await fetch(`${service.url}/api-keys`, { headers: { Authorization: `Bearer ${token}` } })).status;
      expect(await Promise.all(Object.values(before.tokens).map(statusOf))).toEqual([200, 200, 200]);
      expect(await Promise.all(before.deadTokens.map(statusOf))).toEqual([401, 401, 401]);

      const again = await copy(url);
      expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('it is not empty: there are rows in') });
      expect(await query(url, 'select count(*) from api_keys')).toEqual([{ count: '1107' }]);
    });

    test('a row that arrives otherwise than it was sent is found, and nothing stays', async () => {
      const url = await newDatabase();
      await (await openStore(url)).close();
      await query(
        url,
        `create function spoil() returns trigger language plpgsql as $$ begin new.name := trim(new.name, '7'); return new; end $$;
         create trigger spoil before insert on api_keys for each row execute function spoil()`,
      );
      const { code, stdout, stderr } = await copy(url);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/api_keys did not arrive as it was sent: 1107 rows with SHA-256 .* became 1107 rows/);
      expect(await query(url, 'select count(*) from api_keys')).toEqual([{ count: '0' }]);
    });

    test('killed in the middle it leaves nothing, and works when it is run again', async () => {
      const url = await newDatabase();
      await (await openStore(url)).close();
      const blocker = new pg.Client(url);
      await blocker.connect();
      await blocker.query('begin; lock table audit_entries in share row exclusive mode');
      const args = ['server/admin.ts', 'copy', '--from', from, '--to', url];
      const child = spawn(process.execPath, args, { cwd: root, env: { ...sooner, ...environment } });
      const isWaiting = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert%'";
      const waiting = expect.poll(() => query(url, isWaiting), { timeout: 40_000, interval: 100 }).toHaveLength(1);
      await waiting.finally(() => child.kill('SIGKILL'));
      await once(child, 'close');
      await blocker.query('commit');
      await blocker.end();
      expect(await query(url, 'select count(*) from api_keys')).toEqual([{ count: '0' }]);
      expect(await copy(url)).toMatchObject({ code: 0 });
    });

    test('a source that a service still has open is refused: what it writes would be lost', async () => {
      const url = await newDatabase();
      const source = await sourceOf('served.db');
      const store = await openStore(source);
      const { code, stderr } = await copy(url, source);
      await store.close();
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/served\.db is in use\. Stop/) });
      expect(await tablesOf(url)).toEqual([]);
    });

    test('a text that PostgreSQL can not hold is named, and nothing stays', async () => {
      const url = await newDatabase();
      const source = await sourceOf('nul.db', `update api_keys set name = 'a' || char(0) where name = 'Disabled'`);
      const { code, stderr } = await copy(url, source);
      expect(code).toBe(1);
      expect(stderr).toMatch(/the row "key_\w+" of api_keys has a NUL in name, which PostgreSQL can't store/);
      expect(await tablesOf(url)).toEqual([]);
    });

    test('what it can not work with is told at once', async () => {
      const refusal = async (...args: string[]) => (await admin(['copy', ...args], environment)).stderr;
      const nowhere = 'postgres://me:word@127.0.0.1:1/keys';
      expect(await refusal('--from', nowhere, '--to', from)).toMatch(/^--from must be .*\n--to must be /);
      expect(await refusal('--from', `${from}x`, '--to', nowhere)).toMatch(/^There is no database /);
      expect(await refusal('--from', from, '--to', nowhere)).toMatch(
        /^Nothing was copied to postgres:\/\/me:\*\*\*@127\.0\.0\.1:1\/keys: .*ECONNREFUSED/,
      );
      const socket = 'postgres://me:word@/keys?host=/nowhere';
      expect(await refusal('--from', from, '--to', socket)).toMatch(/^Nothing was copied to .* ENOENT \/nowhere/);
      expect(await refusal('--from', from, '--to', 'postgres://me:p@ss/w@localhost/keys')).toMatch(/^--to must be /);
      const other = { LATCHKEY_SECRET: randomBytes(32).toString('base64') };
      const { stderr } = await admin(['copy', '--from', from, '--to', nowhere], other);
      expect(stderr).toMatch(/^LATCHKEY_SECRET is not the one/);
    });
  });
});
