import { afterAll, describe, test } from 'vitest';
import { findOwnPostgres } from '../support/postgres.ts';
import { startCluster } from './lib/cluster.ts';
import { report } from './lib/long-run.ts';
import { type Outage, outage } from './scenarios/outages.ts';

const database = await findOwnPostgres(true);
afterAll(async () => await database?.[Symbol.asyncDispose]());

const size = { writers: 8, longestRecovery: 2000 };

const each: readonly Outage[] = [
  { kind: 'stopped', seconds: 3 },
  { kind: 'stopped', seconds: 0 },
  { kind: 'killed', seconds: 1 },
  { kind: 'paused', seconds: 3 },
  // Longer than anybody waits for an answer.
  { kind: 'paused', seconds: 10 },
];

describe.skipIf(!database)('with a server', () => {
  test('while PostgreSQL is away, what can not be answered is a 503, and it is found again within 2 s', async () => {
    if (!database) return;
    await using cluster = await startCluster({ databaseUrl: await database.createDatabase(), size: 3 });
    const outages = Array.from({ length: 4 }, () => each).flat();
    await report('PostgreSQL away', (run) => outage(cluster, { ...run, ...size, database, outages }));
  });
});
