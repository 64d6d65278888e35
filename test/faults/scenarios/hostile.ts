import { createChance } from '../../../scripts/lib/mock/chance.ts';
import type { Cluster } from '../lib/cluster.ts';
import { type Attack, attack } from '../lib/hostilities.ts';
import { createLedger } from '../lib/ledger.ts';
import { isHopeless, startLoad } from '../lib/load.ts';
import { type Memory, megabytes, readMemory, withProbe } from '../lib/memory.ts';
import { type Figures, type Run, throwProblems } from '../lib/run.ts';
import { createSockets } from '../lib/sockets.ts';

export interface HostileInput extends Run {
  readonly rounds: number;
  readonly requestsPerRound: number;
}

/** What a replica's environment needs for this: limits that count, and yet let everything through to what lies behind. */
export const exposed = {
  ...withProbe,
  RATE_LIMITS: 'on',
  RATE_LIMIT_ADDRESS: '1000000/60',
  RATE_LIMIT_KEY: '1000000/60',
  RATE_LIMIT_CLIENT_FAILURES: '1000000/60',
  RATE_LIMIT_ADDRESS_FAILURES: '1000000/60',
};

/** Hostile callers at once. */
const callers = 16;

/** Rounds in which what is kept on purpose (caches of a bounded size, compiled code) comes to its size. */
const warmUp = 3;

/** By how much memory may grow after that: a share of what it was, and bytes. */
const bounds = { held: [0.05, 4e6], rss: [0.1, 24e6] } satisfies Record<keyof Memory, [number, number]>;

/** One replica is sent everything that must leave nothing behind, while a good caller goes on as if nothing was. */
export async function endure(cluster: Cluster, settings: HostileInput): Promise<Figures> {
  const { rounds, requestsPerRound, seed, tell } = settings;
  const [replica] = cluster.replicas;
  if (!replica) throw new Error('There is no replica');
  const ledger = createLedger(seed);
  const world = { ...cluster, ledger, excuses: () => false };
  const goodCaller = startLoad(world, 1);
  const sockets = createSockets(replica.url);
  const weapons: Attack = {
    chance: createChance(seed),
    token: cluster.operator.token,
    sockets,
    async fetch(path, init = {}) {
      const response = await fetch(replica.url + path, { ...init, signal: AbortSignal.timeout(8000) }).catch((error) =>
        ledger.blame(`${init.method ?? 'GET'} ${path.slice(0, 100)}: ${error}`),
      );
      await response?.arrayBuffer().catch(() => undefined);
      if (response && response.status >= 500) ledger.blame(`${init.method ?? 'GET'} ${path}: ${response.status}`);
    },
  };

  const readings: Memory[] = [];
  for (let round = 1; round <= rounds && !isHopeless(world); round++) {
    let left = requestsPerRound;
    const harm = async () => {
      while (left-- > 0) await attack(weapons);
    };
    await Promise.all(Array.from({ length: callers }, harm));
    sockets.closeAll();
    const reading = await readMemory(replica);
    readings.push(reading);
    tell(`round ${round} of ${rounds}: ${megabytes(reading.held)} MB held, ${megabytes(reading.rss)} MB resident`);
  }
  await goodCaller.stop();
  for (const problem of growth(readings)) ledger.blame(problem);
  throwProblems(ledger);
  const [first, last] = [readings[warmUp - 1], readings.at(-1)];
  return {
    hostile: rounds * requestsPerRound,
    good: ledger.requests,
    'held after warm-up (MB)': megabytes(first?.held ?? 0),
    'held at the end (MB)': megabytes(last?.held ?? 0),
    'resident after warm-up (MB)': megabytes(first?.rss ?? 0),
    'resident at the end (MB)': megabytes(last?.rss ?? 0),
  };
}

function* growth(readings: readonly Memory[]): Iterable<string> {
  const [before, after] = [readings[warmUp - 1], readings.at(-1)];
  if (!before || !after) return;
  for (const kind of ['held', 'rss'] as const) {
    const [share, bytes] = bounds[kind];
    if (after[kind] <= before[kind] * (1 + share) + bytes) continue;
    yield `${kind} grew: ${readings.map((reading) => megabytes(reading[kind])).join(', ')} MB`;
  }
}
