import { afterAll, describe, test } from 'vitest';
import { findPostgres } from '../support/postgres.ts';
import { startCluster } from './lib/cluster.ts';
import { report } from './lib/long-run.ts';
import { mix } from './scenarios/replicas.ts';
import { roll } from './scenarios/rolling.ts';

const database = await findPostgres();
afterAll(async () => await database?.[Symbol.asyncDispose]());

describe.skipIf(!database)('three replicas', () => {
  const startThree = async (environment = {}) =>
    await startCluster({ databaseUrl: await database?.createDatabase(), size: 3, environment });

  test('serve as if they were one: what is deleted is dead on each of them in the next request', async () => {
    await using cluster = await startThree();
    await report('mixed requests', (run) => mix(cluster, { ...run, requests: 50_000, writers: 12, contenders: 4 }));
  });

  test('are restarted one after the other, and no call fails', async () => {
    await using cluster = await startThree({ STOP_DELAY: '1' });
    await report('rolling restart', (run) => roll(cluster, { ...run, restarts: 12, callers: 6 }));
  });
});
