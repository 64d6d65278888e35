import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Store, StoreUnavailable } from '../../../server/domain/store.ts';
import { openStore } from '../../../server/storage/index.ts';
import { openPostgres } from '../../../server/storage/postgres.ts';
import { type PostgresServer, query } from '../../support/postgres.ts';
import { changing, entry, founding, record } from '../values.ts';

/** Milliseconds; so much that only what a test makes shorter can end. */
const patient = {
  connectionTimeoutMillis: 10_000,
  lock_timeout: 10_000,
  statement_timeout: 10_000,
  query_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** What becomes of calls while the database is slow, or breaks. */
export function describeFaults(server: PostgresServer): void {
  describe('a database that is slow or breaks', () => {
    let url: string;
    let store: Store;
    beforeAll(async () => {
      url = await server.createDatabase();
      store = await openStore(url);
      await store.bootstrap(founding(1));
    });
    afterAll(() => store.close());

    /** One connection of this patience. */
    const open = (wait: Partial<typeof patient>, to = url) => {
      const opened = openPostgres(to, { poolSize: 1, wait: { ...patient, ...wait } });
      onTestFinished(() => opened.db.destroy());
      const pid = async () =>
        (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(opened.db)).rows[0]?.pid;
      return { ...opened, pid };
    };
    const sleep = (seconds: number) => sql<{ said: string }>`select 'late' as said from pg_sleep(${seconds})`;

    /** Milliseconds until it is told that the store is unavailable. */
    const unavailableAfter = async (act: Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await expect(act).rejects.toThrow(StoreUnavailable);
      return performance.now() - start;
    };

    test('a statement that takes too long is given up, and its connection goes on', async () => {
      const { db, pid } = open({ statement_timeout: 100 });
      const before = await pid();
      expect(await unavailableAfter(sleep(9).execute(db))).toBeLessThan(5000);
      expect(await pid()).toBe(before);
    });

    test('a lock that another holds for too long is given up', async () => {
      const { db } = open({ lock_timeout: 100 });
      const holder = new pg.Client(url);
      await holder.connect();
      await holder.query('begin; lock table organizations');
      expect(await unavailableAfter(sql`select 1 from organizations`.execute(db))).toBeLessThan(5000);
      await holder.end();
      await sql`select 1 from organizations`.execute(db);
    });

    test('an answer that comes too late is given to nobody', async () => {
      const { db, pid, connections } = open({ query_timeout: 100 });
      const before = await pid();
      expect(await unavailableAfter(sleep(0.3).execute(db))).toBeLessThan(5000);
      const { rows } = await sql`select 'mine' as said from pg_sleep(0.05)`.execute(db);
      expect(rows).toEqual([{ said: 'mine' }]);
      expect(await pid()).not.toBe(before);
      expect(connections()).toEqual({ open: 1, idle: 1, waiting: 0 });
    });

    test('who waits too long for a connection is told so, and the others are served', async () => {
      const { db, connections } = open({ connectionTimeoutMillis: 1000 });
      const slow = sleep(1.5).execute(db);
      const waiting = sleep(0).execute(db);
      expect(await unavailableAfter(waiting)).toBeLessThan(5000);
      expect((await slow).rows).toEqual([{ said: 'late' }]);
      expect(connections()).toEqual({ open: 1, idle: 1, waiting: 0 });
    });

    test('a server that accepts and never says a word is given up', async () => {
      const silent = createServer().listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const { db } = open({ connectionTimeoutMillis: 100 }, `postgres://user:x@127.0.0.1:${port}/keys`);
      expect(await unavailableAfter(sql`select 1`.execute(db))).toBeLessThan(5000);
      silent.close();
    });

    test('a connection that breaks between two statements of a change ends that change alone', async () => {
      const { db, pid } = open({});
      const change = db.transaction().execute(async (transaction) => {
        await sql`delete from secrets`.execute(transaction);
        const found = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
        await query(url, `select pg_terminate_backend(${found.rows[0]?.pid}, 5000)`);
        await sql`delete from api_keys`.execute(transaction);
      });
      await unavailableAfter(change);
      expect(await pid()).toBeTypeOf('number');
      expect((await store.findClient('key_1'))?.secrets).toHaveLength(1);
    });

    test('all connections that are ended under load cost their own calls, and nothing that was acknowledged', async () => {
      const endAll = `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
      const failures: unknown[] = [];
      const added: string[] = [];
      let isOver = false;
      const work = Array.from({ length: 8 }, async (_, worker) => {
        for (let number = 0; !isOver; number++) {
          const name = `${worker}_${number}`;
          await store.insertKey(record(name)).then(
            () => added.push(name),
            (error: unknown) => failures.push(error),
          );
        }
      });
      while (added.length < 20) await store.ping().catch(() => undefined);
      for (let time = 1; time <= 3; time++) {
        await query(url, endAll);
        const wanted = added.length + 20;
        while (added.length < wanted) await store.ping().catch(() => undefined);
      }
      isOver = true;
      await Promise.all(work);
      expect(failures.length).toBeGreaterThan(0);
      expect(failures.filter((error) => !(error instanceof StoreUnavailable))).toEqual([]);
      const rows = await query(url, `select client_id from api_keys`);
      const stored = new Set(rows.map(({ client_id }) => client_id));
      expect(added.filter((name) => !stored.has(`key_${name}`))).toEqual([]);
      const [count] = await query(url, `select key_count::int as count from organizations`);
      expect(count).toEqual({ count: stored.size });
    });

    test('statements that were prepared go on when a newer version has added a column to every table', async () => {
      const use = async () => {
        await store.findClient('key_1');
        await store.findCaller('org_1', 'key_1', 'token');
        for (const more of [{}, { after: { at: 0, id: '' } }, { enabled: true }, { name: 'К', enabled: true }]) {
          await store.listKeys('org_1', { limit: 1, offset: 0, ...more });
        }
        await store.changeKey('org_1', 'key_1', changing(`aud_${Math.random()}`));
        await store.listAuditEntries('org_1', { limit: 1 });
        await store.organizations();
        await store.signingKeys();
        await store.findAnswer('none', 0);
        await store.insertAuditEntry(entry(`aud_${Math.random()}`));
      };
      await use();
      const tables = ['organizations', 'api_keys', 'secrets', 'audit_entries', 'signing_keys', 'stored_answers'];
      await query(url, tables.map((table) => `alter table ${table} add column later integer;`).join(''));
      await use();
    });
  });
}
