import { test } from 'vitest';
import { startCluster } from './lib/cluster.ts';
import { report } from './lib/long-run.ts';
import { endure, exposed } from './scenarios/hostile.ts';

test('memory stays flat under hostile input, and a good caller is served all the time', async () => {
  await using cluster = await startCluster({ size: 1, environment: exposed });
  await report('hostile input', (run) => endure(cluster, { ...run, rounds: 12, requestsPerRound: 3000 }));
});
