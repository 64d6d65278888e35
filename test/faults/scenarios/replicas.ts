import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from '../lib/cluster.ts';
import { contend } from '../lib/contention.ts';
import { checkHistory } from '../lib/history.ts';
import { createLedger } from '../lib/ledger.ts';
import { isHopeless, startLoad } from '../lib/load.ts';
import { type Figures, type Run, throwProblems } from '../lib/run.ts';

export interface MixedRequests extends Run {
  readonly requests: number;
  /** Callers that change keys of their own, and such as change the same ones. */
  readonly writers: number;
  readonly contenders: number;
}

/** Requests of all kinds to replicas of which nothing bad befalls any: each answer must be the right one. */
export async function mix(cluster: Cluster, settings: MixedRequests): Promise<Figures> {
  const { requests, writers, contenders, seed, tell } = settings;
  const ledger = createLedger(seed);
  const world = { ...cluster, ledger, excuses: () => false };
  const began = performance.now();
  const isOver = () => ledger.requests >= requests || isHopeless(world);
  const load = startLoad(world, writers);
  const contention = contend(world, contenders, isOver);
  for (let tenth = 1; tenth <= 10; tenth++) {
    while (ledger.requests < (requests * tenth) / 10 && !isOver()) await wait(10);
    tell(`${ledger.requests} of ${requests} requests`);
  }
  await contention;
  await load.stop();
  const seconds = (performance.now() - began) / 1000;
  await checkHistory(world);
  for (const { name, output } of cluster.replicas) {
    const { stdout, stderr } = output();
    if (stdout + stderr !== '') ledger.blame(`${name} said: ${stdout}${stderr}`);
  }
  throwProblems(ledger);
  const { acknowledged } = ledger;
  const perSecond = Math.round(ledger.requests / seconds);
  return { requests: ledger.requests, acknowledged, seconds: Math.round(seconds), 'requests per second': perSecond };
}
