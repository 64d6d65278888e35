import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Call, describeAnswer, send } from './call.ts';
import type { Replica } from './cluster.ts';
import { isHopeless } from './load.ts';
import { waitUntil } from './wait-until.ts';
import type { World } from './world.ts';

/** What looks at each replica all the time: whether it lives, is ready, and does what it is there for. */
export interface Probes {
  readonly count: number;
  /** Resolves once each replica has said that it isn't ready. */
  untilNotReady(): Promise<void>;
  /**
   * @returns when the last of the replicas first answered well, in all respects, what it was asked after this time;
   * milliseconds
   */
  untilGood(since: number): Promise<number>;
  stop(): Promise<void>;
}

/** Milliseconds between two looks. Nobody waits for the answer to the one before. */
const interval = 100;

/** Milliseconds for an answer that needs no database. */
const longestLiveness = 4000;

export function startProbes(world: World): Probes {
  const { replicas, operator, ledger } = world;
  const { clientId, clientSecret } = operator;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const calls = {
    live: { path: '/health/live' },
    ready: { path: '/health/ready' },
    token: { method: 'POST', path: '/oauth/token', form },
    read: { path: `/api-keys/${clientId}`, token: operator.token },
  } satisfies Record<string, Call>;

  /** The answer to the latest call that has one, by what was asked of whom. */
  const seen = new Map<string, Answer>();
  const firstGood = new Map<string, number>();
  let goodSince = Number.POSITIVE_INFINITY;
  let count = 0;

  const look = async (replica: Replica, [name, call]: [string, Call]) => {
    const answer = await send(replica.url, call);
    const id = `${replica.name} ${name}`;
    count++;
    const { status, sentAt, answeredAt } = answer;
    if (sentAt > (seen.get(id)?.sentAt ?? 0)) seen.set(id, answer);
    if (status === 200 && sentAt >= goodSince && !firstGood.has(id)) firstGood.set(id, answeredAt);
    // A busy machine may be unready for a moment; that it is ready again is asked by untilGood.
    const isBusy = name === 'ready' && status === 503;
    const isRight = status === 200 || isBusy || (name !== 'live' && world.excuses(answer, replica));
    const isSlow = name === 'live' && answeredAt - sentAt > longestLiveness;
    if (!isRight || isSlow) ledger.blame(`${id}: ${describeAnswer(answer)}`);
  };

  let isOver = false;
  const looks = new Set<Promise<void>>();
  const looking = (async () => {
    while (!isOver) {
      for (const replica of replicas) {
        for (const call of Object.entries(calls)) {
          const looked = look(replica, call).finally(() => looks.delete(looked));
          looks.add(looked);
        }
      }
      await wait(interval);
    }
  })();

  return {
    get count() {
      return count;
    },
    async untilNotReady() {
      const isNotReady = ({ name }: Replica) => seen.get(`${name} ready`)?.status === 503;
      await waitUntil('readiness says 503', () => replicas.every(isNotReady) || isHopeless(world));
    },
    async untilGood(since) {
      firstGood.clear();
      goodSince = since;
      const all = replicas.length * Object.keys(calls).length;
      await waitUntil('each replica is well again', () => firstGood.size === all || isHopeless(world), 2);
      return Math.max(...firstGood.values());
    },
    async stop() {
      isOver = true;
      await looking;
      await Promise.all(looks);
    },
  };
}
