import { vi } from 'vitest';

/** What becomes of a request: nothing special, it never arrives, or its answer is lost. */
export type Fate = 'fine' | 'unsent' | 'unanswered';

/** A fetch over a bad connection. */
export function unreliableFetch(fateOf: (request: Request) => Fate) {
  return async (request: Request): Promise<Response> => {
    const fate = fateOf(request);
    if (fate === 'unsent') throw new TypeError('The request got lost');
    const response = await fetch(request);
    if (fate === 'fine') return response;
    await response.arrayBuffer();
    throw new TypeError('The answer got lost');
  };
}

/** One call's answer is lost, once. */
export function losingOneAnswer(method: string, path: string | RegExp) {
  let isLost = false;
  return unreliableFetch((request) => {
    const isIt = request.method === method && new URL(request.url).pathname.match(path) !== null;
    if (isLost || !isIt) return 'fine';
    isLost = true;
    return 'unanswered';
  });
}

/** From here to the end of the test nobody waits: each timer ends as soon as nothing else goes on. */
export function skipWaits(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.setTimerTickMode('nextTimerAsync');
}
