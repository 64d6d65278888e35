import { afterAll, describe } from 'vitest';
import { openStore } from '../../server/storage/index.ts';
import { findPostgres, query } from '../support/postgres.ts';
import { describeStore } from './conformance.ts';

const server = await findPostgres();
afterAll(async () => await server?.[Symbol.asyncDispose]());

describe.skipIf(!server)('with a server', async () => {
  const url = (await server?.createDatabase()) ?? '';
  // A database for each test would take longer than the test.
  const empty = `
    do $$ declare tables text; begin
      select string_agg(quote_ident(tablename), ', ') into tables from pg_tables
        where schemaname = 'public' and tablename not like 'kysely%';
      if tables is not null then execute 'truncate ' || tables; end if;
    end $$`;
  describeStore('PostgreSQL', async () => {
    await query(url, empty);
    return await openStore(url);
  });
});
