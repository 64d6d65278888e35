import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Databases, type Engine, openEngines } from '../lib/databases.ts';
import { environmentOf, type Installation, planInstallation } from '../lib/installation.ts';
import { type TimeToReady, timeToReady } from '../lib/ready.ts';
import { median } from '../lib/statistics.ts';
import { table, whole } from '../lib/table.ts';
import type { Part } from './part.ts';

/** Milliseconds. */
const aim = 1000;

interface Start {
  readonly engine: Engine;
  readonly database: 'new' | 'existing';
  /** Of Node, in which it keeps what it compiled. */
  readonly compileCache: 'none' | 'warm';
  /** One for each round. */
  readonly times: TimeToReady[];
}

/** `node server/main.ts`, again and again. */
export const start: Part = {
  summary: 'from the start of the process until it is ready',
  async measure({ rounds, report: showProgress }) {
    await using opened = await openEngines();
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-cache-'));
    const caches = { none: { NODE_DISABLE_COMPILE_CACHE: '1' }, warm: { NODE_COMPILE_CACHE: folder.path } };
    const starts: Start[] = [];
    const runs: (() => Promise<void>)[] = [];
    for (const { engine, databases } of opened.each) {
      const existing = await newInstallation(databases);
      // Makes it exist, and fills the cache.
      await timeToReady({ ...environmentOf(existing), ...caches.warm });
      for (const database of ['new', 'existing'] as const) {
        for (const compileCache of ['none', 'warm'] as const) {
          const times: TimeToReady[] = [];
          starts.push({ engine, database, compileCache, times });
          runs.push(async () => {
            const installation = database === 'new' ? await newInstallation(databases) : existing;
            times.push(await timeToReady({ ...environmentOf(installation), ...caches[compileCache] }));
          });
        }
      }
    }
    for (let round = 0; round < rounds; round++) {
      showProgress(`starting, round ${round + 1} of ${rounds}`);
      for (const run of runs) await run();
    }
    return { report: { starts }, text: render(starts) };
  },
};

async function newInstallation(databases: Databases): Promise<Installation> {
  return planInstallation(await databases.createDatabase());
}

function render(starts: readonly Start[]): string {
  const rows = starts.map(({ engine, database, compileCache, times }) => {
    const milliseconds = times.map((time) => time.milliseconds);
    const cpu = times.flatMap(({ cpuMilliseconds }) => cpuMilliseconds ?? []);
    const middle = median(milliseconds);
    const figures = [middle, Math.min(...milliseconds), Math.max(...milliseconds)].map(whole);
    return [
      `${engine}, ${database} database, compile cache: ${compileCache}`,
      ...figures,
      cpu.length > 0 ? whole(median(cpu)) : '',
      `aim < ${whole(aim)}: ${middle < aim ? 'met' : 'not met'}`,
    ];
  });
  return table(['ms until it is ready', 'median', 'least', 'greatest', 'CPU'], rows);
}
