import { test } from 'vitest';
import { startCluster } from '../faults/lib/cluster.ts';
import { shortRun } from '../faults/lib/run.ts';
import { crash } from '../faults/scenarios/crashes.ts';

// In 200 rounds, and on PostgreSQL: `npm run test:faults`.
test('an acknowledged change survives kill -9, and none is done by half', { timeout: 120_000 }, async () => {
  await using cluster = await startCluster({ size: 1 });
  await crash(cluster, { ...shortRun(), kills: 2, writers: 6 });
});
