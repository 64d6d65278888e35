import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, exchange, type Message } from './exchange.ts';
import type { Settings } from './settings.ts';

/** Milliseconds that a server has to answer, unless said otherwise. */
const usualPatience = 10_000;
/** How often a call is repeated that came too soon (429), and the most seconds that are waited for it. */
const repeats = 3;
const longestWait = 10;

/** Thrown when the target can't be reached at all. */
export class Unreachable extends Error {}

export interface Transport {
  send(message: Message): Promise<Answer>;
  count(): number;
}

/** Sends politely: at most so many a second, and again when the server says that it was too soon. */
export function createTransport({ target, send, rate, patience = usualPatience }: Settings): Transport {
  const deliver = send ?? ((message: Message) => exchange(target, message, patience));
  const pause = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  let count = 0;
  const paced = async (message: Message): Promise<Answer> => {
    const now = performance.now();
    const start = Math.max(now, next);
    next = start + pause;
    if (start > now) await wait(start - now);
    count++;
    return await deliver(message);
  };
  return {
    count: () => count,
    async send(message) {
      for (let attempt = 0; ; attempt++) {
        const answer = await paced(message).catch((error: NodeJS.ErrnoException) => {
          const isDead = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN'].includes(String(error.code));
          throw isDead ? new Unreachable(`Nothing answers at ${target} (${error.code})`) : error;
        });
        if (answer.status !== 429 || attempt >= repeats) return answer;
        await wait(1000 * Math.min(Number(answer.headers.get('Retry-After')) || 1, longestWait));
      }
    },
  };
}

/** Runs a task on every item, so many at a time. */
export async function inParallel<Item>(items: readonly Item[], width: number, task: (item: Item) => Promise<void>) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
