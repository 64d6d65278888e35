import { type Chance, pick } from '../../../scripts/lib/mock/chance.ts';
import { type Answer, type Call, describeAnswer, longestAnswer, send, type Wire } from './call.ts';
import type { Cluster, Replica } from './cluster.ts';
import type { Ledger } from './ledger.ts';
import { waitUntil } from './wait-until.ts';

/** Whether a fault explains that this was answered instead of what had to be. */
export type Excuse = (answer: Answer, replica: Replica) => boolean;

/** Where callers act: what they call, what they note, and what is done to it meanwhile. */
export interface World extends Pick<Cluster, 'replicas' | 'operator'> {
  readonly ledger: Ledger;
  readonly excuses: Excuse;
}

/** What a call would have shown is not known: there was no answer, or not the right one. */
export class Interrupted extends Error {}

/** A replica that runs, by chance; waits for one if there is none. */
export async function someReplica({ replicas }: World, chance: Chance): Promise<Replica> {
  const running = () => replicas.filter(({ isUp }) => isUp);
  await waitUntil('a replica runs', () => running().length > 0);
  return pick(chance, running()) as Replica;
}

/**
 * Calls a replica.
 *
 * @param expected the statuses that are right
 * @param what it is about, for whoever reads that it went wrong
 * @throws {Interrupted} on any other, which is a problem unless the fault explains it
 */
export async function ask(
  world: World,
  replica: Replica,
  call: Call,
  expected: readonly number[],
  what: string,
): Promise<Answer> {
  const answer = await send(replica.url, call);
  world.ledger.requests++;
  if (expected.includes(answer.status)) return answer;
  const isTooLate = answer.answeredAt - answer.sentAt > longestAnswer;
  if (isTooLate || !world.excuses(answer, replica)) {
    const { method = 'GET', path } = call;
    const wanted = `${expected.join(' or ')} expected`;
    world.ledger.blame(`${replica.name}: ${method} ${path}: ${describeAnswer(answer)}, ${wanted}: ${what}`);
  }
  throw new Interrupted();
}

/** The same of each replica that runs, at once. One that can't answer now tells nothing. */
export async function askAll(world: World, call: Call, expected: readonly number[], what: string): Promise<Answer[]> {
  const answers = await Promise.allSettled(
    world.replicas.filter(({ isUp }) => isUp).map((replica) => ask(world, replica, call, expected, what)),
  );
  return answers.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [outcome.value];
    if (outcome.reason instanceof Interrupted) return [];
    throw outcome.reason;
  });
}

/** A token is refused by every replica, at once: in use and when one asks about it. */
export async function expectDead(world: World, token: string, clientId: string, why: string): Promise<void> {
  const what = `a token of ${clientId} must be dead: ${why}`;
  const [, answers] = await Promise.all([
    askAll(world, { path: `/api-keys/${clientId}`, token }, [401], what),
    askAll(world, introspection(world, token), [200], what),
  ]);
  for (const { body } of answers) {
    if ((body as Wire['Introspection']).active) world.ledger.blame(`introspection says active: ${what}`);
  }
}

/** The operator asks about a token. */
export function introspection({ operator }: World, token: string): Call {
  const { clientId, clientSecret } = operator;
  const form = { token, client_id: clientId, client_secret: clientSecret };
  return { method: 'POST', path: '/oauth/introspect', form };
}
