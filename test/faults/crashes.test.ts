import { afterAll, describe, test } from 'vitest';
import { findPostgres } from '../support/postgres.ts';
import { startCluster } from './lib/cluster.ts';
import { report } from './lib/long-run.ts';
import { crash } from './scenarios/crashes.ts';

const size = { kills: 200, writers: 8 };

test('SQLite: an acknowledged change survives kill -9, and none is done by half', async () => {
  await using cluster = await startCluster({ size: 1 });
  await report('kill -9 on SQLite', (run) => crash(cluster, { ...run, ...size }));
});

const database = await findPostgres();
afterAll(async () => await database?.[Symbol.asyncDispose]());

describe.skipIf(!database)('with a server', () => {
  test('PostgreSQL: an acknowledged change survives kill -9 of a replica, and none is done by half', async () => {
    await using cluster = await startCluster({ databaseUrl: await database?.createDatabase(), size: 3 });
    await report('kill -9 on PostgreSQL', (run) => crash(cluster, { ...run, ...size }));
  });
});
