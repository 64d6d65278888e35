import { setTimeout as wait } from 'node:timers/promises';
import { createChance, pick } from '../../../scripts/lib/mock/chance.ts';
import type { Cluster } from '../lib/cluster.ts';
import { checkHistory } from '../lib/history.ts';
import { createLedger } from '../lib/ledger.ts';
import { isHopeless, startLoad } from '../lib/load.ts';
import { type Figures, type Run, throwProblems } from '../lib/run.ts';
import { waitUntil } from '../lib/wait-until.ts';
import type { Excuse } from '../lib/world.ts';

export interface Crashes extends Run {
  readonly kills: number;
  readonly writers: number;
}

/** Acknowledged changes between two kills, at most. */
const mostChanges = 40;

/** Milliseconds after the last of them, at most: long enough to hit a change at any point. */
const mostDelay = 12;

/** Kills one replica after the other with SIGKILL while all of them are written to. */
export async function crash(cluster: Cluster, { kills, writers, seed, tell }: Crashes): Promise<Figures> {
  const ledger = createLedger(seed);
  const chance = createChance(seed);
  // Who was there all the time owes an answer.
  const excuses: Excuse = ({ status, sentAt }, replica) => status === 0 && !replica.wasUpSince(sentAt);
  const world = { ...cluster, ledger, excuses };
  const load = startLoad(world, writers);
  const starts: number[] = [];

  for (let kill = 1; kill <= kills && !isHopeless(world); kill++) {
    const enough = ledger.acknowledged + chance() * mostChanges;
    await waitUntil('changes are acknowledged', () => ledger.acknowledged >= enough || isHopeless(world), 1);
    await wait(chance() * mostDelay);
    const victim = pick(chance, cluster.replicas);
    if (!victim) break;
    const { stdout, stderr } = await victim.end('SIGKILL');
    if (stdout + stderr !== '') ledger.blame(`${victim.name} said before kill ${kill}: ${stdout}${stderr}`);
    starts.push(await victim.start());
    await load.verify();
    if (kill % 20 === 0) tell(`${kill} of ${kills} kills, ${ledger.acknowledged} acknowledged changes`);
  }

  await load.stop();
  await checkHistory(world);
  throwProblems(ledger);
  const unsure = [...ledger.attempts.values()].filter(({ fate }) => fate === 'unsure').length;
  const start = Math.round(starts.reduce((sum, time) => sum + time, 0) / starts.length);
  const { acknowledged, requests } = ledger;
  return { kills: starts.length, requests, acknowledged, unsure, 'mean start (ms)': start };
}
