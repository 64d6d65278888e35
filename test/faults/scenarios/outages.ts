import { setTimeout as wait } from 'node:timers/promises';
import type { OwnPostgresServer } from '../../support/own-postgres.ts';
import type { Cluster } from '../lib/cluster.ts';
import { checkHistory } from '../lib/history.ts';
import { createLedger } from '../lib/ledger.ts';
import { isHopeless, startLoad } from '../lib/load.ts';
import { startProbes } from '../lib/probes.ts';
import { type Figures, type Run, throwProblems } from '../lib/run.ts';
import { waitUntil } from '../lib/wait-until.ts';
import type { Excuse, World } from '../lib/world.ts';

export interface Outage {
  readonly kind: keyof typeof kinds;
  /** For which the database is away. */
  readonly seconds: number;
}

export interface Outages extends Run {
  readonly database: OwnPostgresServer;
  readonly outages: readonly Outage[];
  /** Milliseconds in which each replica must have found its database again. */
  readonly longestRecovery: number;
  readonly writers: number;
}

/** What happens to a database. Each brings about an outage, and returns what ends it. */
const kinds = {
  stopped: async (database: OwnPostgresServer) => {
    await database.stop();
    return () => database.start();
  },
  killed: async (database: OwnPostgresServer) => {
    await database.kill();
    return () => database.start();
  },
  // To its clients a server that stands still is like a network that swallows everything.
  paused: async (database: OwnPostgresServer) => {
    const resume = await database.pause();
    return async () => resume();
  },
};

/** Acknowledged changes before and after each outage, at least. */
const changesBetween = 12;

/** Seconds. A pause that is shorter is only a slow answer, even to a question about readiness. */
const patience = 2;

/** Has the database of replicas go and come back again and again, while all of them are written to and read from. */
export async function outage(cluster: Cluster, settings: Outages): Promise<Figures> {
  const { database, outages, longestRecovery, writers, seed, tell } = settings;
  const ledger = createLedger(seed);
  /** What is asked later than this must be answered as if nothing had happened. */
  let excusedUntil = Number.NEGATIVE_INFINITY;
  const excuses: Excuse = ({ status, headers, sentAt }) =>
    status === 503 && headers.has('Retry-After') && sentAt <= excusedUntil;
  const world: World = { ...cluster, ledger, excuses };
  const probes = startProbes(world);
  const load = startLoad(world, writers);
  const recoveries: number[] = [];

  for (const [index, { kind, seconds }] of outages.entries()) {
    await acknowledgeMore(world);
    excusedUntil = Number.POSITIVE_INFINITY;
    const end = await kinds[kind](database);
    const refused = probes.untilNotReady();
    await wait(seconds * 1000);
    if (kind !== 'paused' || seconds > patience) await refused;
    await end();
    const back = performance.now();
    excusedUntil = back + longestRecovery;
    const recovery = (await probes.untilGood(back)) - back;
    if (recovery > longestRecovery) {
      ledger.blame(
        `outage ${index + 1}, ${kind} for ${seconds} s: the first good answers came ${recovery} ms after it`,
      );
    }
    recoveries.push(recovery);
    await acknowledgeMore(world);
    await load.verify();
    tell(`${index + 1} of ${outages.length}: ${kind} for ${seconds} s, recovered in ${Math.round(recovery)} ms`);
  }

  await load.stop();
  await probes.stop();
  await checkHistory(world);
  throwProblems(ledger);
  const { requests, acknowledged } = ledger;
  const slowest = Math.round(Math.max(...recoveries));
  return { outages: outages.length, requests, acknowledged, probes: probes.count, 'slowest recovery (ms)': slowest };
}

async function acknowledgeMore(world: World): Promise<void> {
  const enough = world.ledger.acknowledged + changesBetween;
  await waitUntil('changes are acknowledged', () => world.ledger.acknowledged >= enough || isHopeless(world));
}
