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

/** So short that calls are counted in the database all the time, and so many that nobody is refused. */
const environment = {
  RATE_LIMITS: 'on',
  RATE_LIMIT_ADDRESS: '20000/1',
  RATE_LIMIT_KEY: '20000/1',
  RATE_LIMIT_CLIENT_FAILURES: '100000/60',
  RATE_LIMIT_ADDRESS_FAILURES: '100000/60',
};

describe.skipIf(!database)('with a server', () => {
  test('while PostgreSQL is away, what can not be answered is a 503, and it is found again within 2 s', async () => {
    if (!database) return;
    await using cluster = await startCluster({ databaseUrl: await database.createDatabase(), size: 3, environment });
    const outages = Array.from({ length: 4 }, () => each).flat();
    await report('PostgreSQL away', (run) => outage(cluster, { ...run, ...size, database, outages }));
  });
});
