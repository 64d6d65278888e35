/**
 * Loaded into the service before itself (`--import`): on SIGUSR2 it collects garbage and writes to stderr how much memory is
 * left in use.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', async () => {
  // What is let go by a callback after one collection goes with the next.
  for (let round = 0; round < 4; round++) {
    collect();
    await turn();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stderr.write(`${JSON.stringify({ rss, held: heapUsed + external })}\n`);
});
