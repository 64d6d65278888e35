import { describe, expect, test } from 'vitest';
import { openStore } from '../../../server/storage/index.ts';
import { type PostgresServer, query } from '../../support/postgres.ts';
import { founding } from '../values.ts';

/** How a database is opened that others may be opening, too. */
export function describeOpening(server: PostgresServer): void {
  describe('opening', () => {
    /** What opening it says, if it fails. */
    const refusal = async (url: string) => {
      const error: unknown = await openStore(url).then(
        (store) => store.close(),
        (reason: unknown) => reason,
      );
      return error instanceof Error ? error.message : undefined;
    };

    test('a new database by five at once migrates it once, and all find it whole', { timeout: 30_000 }, async () => {
      for (let round = 0; round < 3; round++) {
        const url = await server.createDatabase();
        const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(url)));
        const made = await Promise.all(stores.map((store) => store.bootstrap(founding(1))));
        expect(made.filter(Boolean)).toHaveLength(1);
        expect(await query(url, 'select name from kysely_migration order by name')).toEqual([
          { name: '0001-foundation' },
          { name: '0002-life-of-a-key' },
          { name: '0003-replicas' },
        ]);
        await Promise.all(stores.map((store) => store.close()));
      }
    });

    test('a database that a newer version has migrated is refused', async () => {
      const url = await server.createDatabase();
      await (await openStore(url)).close();
      await query(url, `insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`);
      expect(await refusal(url)).toMatch(/migrated by a newer version \(9999-later\)/);
    });

    test('a database in another encoding than UTF-8 is refused', async () => {
      const url = await server.createDatabase();
      const other = `${new URL(url).pathname.slice(1)}_ascii`;
      await query(
        url,
        `create database ${other} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`,
      );
      const otherUrl = url.replace(/[^/]+$/, other);
      expect(await refusal(otherUrl)).toMatch(/its encoding is SQL_ASCII: it must be UTF8/);
      await query(url, `drop database ${other}`);
    });

    test.each(['p@ss/w:rd?#%&=+ é', 'it\'s \\ "quoted"'])(
      'the password %s is understood, and never shown',
      async (password) => {
        const url = new URL(await server.createDatabase());
        const role = `${url.pathname.slice(1)}_user`;
        const literal = password.replaceAll('\\', '\\\\').replaceAll("'", "''");
        await query(url.href, `create role ${role} login password E'${literal}'`);
        const its = `postgresql://${role}:${encodeURIComponent(password)}@${url.host}${url.pathname}`;
        // It is let in, and has no rights there.
        expect(await refusal(its)).toMatch(/permission denied for schema public$/);
        const wrong = await refusal(its.replace('@', 'wrong@'));
        expect(wrong).toMatch(
          /^The database postgresql:\/\/\w+:\*\*\*@.* can't be opened: password authentication failed/,
        );
        await query(url.href, `drop role ${role}`);
      },
    );

    test.each(['postgres', 'postgresql'])('%s:// without a server behind it is refused by name', async (scheme) => {
      const message = await refusal(`${scheme}://user:hidden@127.0.0.1:1/keys?sslmode=disable&password=hidden`);
      expect(message).toMatch(
        /^The database postgres(ql)?:\/\/user:\*\*\*@127\.0\.0\.1:1\/keys.* ECONNREFUSED 127\.0\.0\.1:1$/,
      );
      expect(message).not.toContain('hidden');
    });
  });
}
