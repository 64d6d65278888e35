import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Cluster, startCluster } from '../faults/lib/cluster.ts';
import { shortRun } from '../faults/lib/run.ts';
import { crash } from '../faults/scenarios/crashes.ts';
import { endure, exposed } from '../faults/scenarios/hostile.ts';
import { type Outage, outage } from '../faults/scenarios/outages.ts';
import { mix } from '../faults/scenarios/replicas.ts';
import { roll } from '../faults/scenarios/rolling.ts';
import { findOwnPostgres } from '../support/postgres.ts';

// Short forms of what `npm run test:faults` does at length.
const database = await findOwnPostgres(true);
afterAll(async () => await database?.[Symbol.asyncDispose]());

describe.skipIf(!database)('replicas on PostgreSQL', { timeout: 120_000 }, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    const environment = { STOP_DELAY: '1' };
    cluster = await startCluster({ databaseUrl: await database?.createDatabase(), size: 2, environment });
  }, 120_000);
  afterAll(async () => await cluster?.[Symbol.asyncDispose]());

  test('serve as if they were one: what is deleted is dead on each of them in the next request', async () => {
    await mix(cluster, { ...shortRun(), requests: 500, writers: 4, contenders: 4 });
  });

  test('lose no acknowledged change by kill -9 of one of them', async () => {
    await crash(cluster, { ...shortRun(), kills: 1, writers: 4 });
  });

  test('answer what they can not answer by a 503 while the database is away, and find it again', async () => {
    if (!database) return;
    // 2 s by themselves: other tests want the machine, too.
    const longestRecovery = 6000;
    const outages: Outage[] = [{ kind: 'killed', seconds: 0.2 }];
    await outage(cluster, { ...shortRun(), database, outages, writers: 4, longestRecovery });
  });

  test('are restarted, and no call fails', async () => {
    await roll(cluster, { ...shortRun(), restarts: 1, callers: 4 });
  });
});

test('memory stays flat under hostile input, and a good caller is served', { timeout: 120_000 }, async () => {
  await using cluster = await startCluster({ size: 1, environment: exposed });
  await endure(cluster, { ...shortRun(), rounds: 5, requestsPerRound: 60 });
});
