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
  let hasAnswered = false;
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
          throw inWords(error, target, message, hasAnswered);
        });
        hasAnswered = true;
        if (answer.status !== 429 || attempt >= repeats) return answer;
        await wait(1000 * Math.min(Number(answer.headers.get('Retry-After')) || 1, longestWait));
      }
    },
  };
}

/** What went wrong on the way, with the target's name. */
function inWords(error: NodeJS.ErrnoException, target: string, { method, path }: Message, hasAnswered: boolean): Error {
  const code = String(error.code);
  if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN'].includes(code)) {
    return new Unreachable(`Nothing answers at ${target} (${code})`);
  }
  // Only what Node says of a connection has a code.
  if (error.code === undefined) return error;
  const reason = error.message || code;
  if (hasAnswered) return new Error(`No answer to ${method} ${path}: ${target} broke off (${reason})`);
  return new Unreachable(`${target} does not speak HTTP(S): ${reason.trim()}`);
}

/** Runs a task on every item, so many at a time; starts no more of them once the signal says so. */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  task: (item: Item) => Promise<void>,
  signal?: AbortSignal,
) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      if (signal?.aborted) return;
      await task(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
