import { afterAll, beforeAll, test } from 'vitest';
import type { Store } from '../../server/domain/store.ts';
import { openStore } from '../../server/storage/index.ts';
import { findPostgres, query } from '../support/postgres.ts';
import { describeStore } from './conformance.ts';
import { describeFaults } from './postgres/faults.ts';
import { describeOpening } from './postgres/opening.ts';

const server = await findPostgres();
afterAll(async () => await server?.[Symbol.asyncDispose]());

if (server) {
  // A database for each test would take longer than the test.
  let url: string;
  let store: Store;
  beforeAll(async () => {
    url = await server.createDatabase();
    store = await openStore(url);
  });
  afterAll(() => store.close());
  const tables = ['installation', 'signing_keys', 'revoked_tokens', 'stored_answers', 'call_counts'];
  const inOrder = [...tables, 'audit_entries', 'secrets', 'api_keys', 'organizations'];
  describeStore('PostgreSQL', async () => {
    await query(url, inOrder.map((table) => `delete from ${table};`).join(''));
    return { ...store, close: async () => undefined };
  });
  describeOpening(server);
  describeFaults(server);
} else {
  // A file without any test fails; findPostgres() has said why it is skipped.
  test.skip('a store on PostgreSQL', () => undefined);
}
