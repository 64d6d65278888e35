import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { OpenApiDocument } from '../document.ts';
import { answerTo, type Served, serve } from './answer.ts';
import { createChance } from './chance.ts';
import { createClock } from './clock.ts';
import { type Latency, wait } from './failures.ts';
import { send } from './http.ts';
import { problem } from './refuse.ts';
import { createRepeats } from './state/repeats.ts';
import { createStore } from './state/store.ts';

export interface Mock {
  readonly listener: RequestListener;
  /** The next requests are answered by this document. Throws, and keeps the one before, if it can't be served. */
  swap(document: OpenApiDocument): Promise<void>;
}

export interface MockOptions {
  /** Values made from the schemas rather than the examples. */
  readonly dynamic?: boolean;
  /** What is made, changed and removed stays so, for every resource of the contract. */
  readonly stateful?: boolean;
  /** The same seed gives the same ids, times, made-up values and failures again. */
  readonly seed?: string | number;
  readonly latency?: Latency;
  /** How many of the valid requests fail: 0 for none, 1 for all. */
  readonly failRate?: number;
  /** Called with one line a request, and with what is wrong with the document's examples. */
  readonly log?: (line: string) => void;
}

const noLatency: Latency = { from: 0, to: 0 };

/** A mock of a linted and bundled document, such as `loadContract` gives. The first in a process takes about a second. */
export async function createMock(document: OpenApiDocument, options: MockOptions = {}): Promise<Mock> {
  const { log = () => {}, latency = noLatency, seed, stateful = false } = options;
  const lag = createChance(seed && `${seed} latency`);
  const memory = {
    store: createStore(),
    repeats: createRepeats(),
    chance: createChance(seed && `${seed} ids`),
    clock: createClock(seed),
  };
  const settings = {
    dynamic: options.dynamic ?? false,
    seed: seed === undefined ? undefined : String(seed),
    failRate: options.failRate ?? 0,
    chance: createChance(seed && `${seed} failures`),
    memory: stateful ? memory : undefined,
    log,
  };
  let served = await serve(document, settings);

  const respond = async (served: Served, request: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    const answer = await answerTo(served, request).catch((error: Error) =>
      problem(500, `The mock failed: ${error.message}`),
    );
    await wait(latency, lag);
    if (response.destroyed) return;
    try {
      send(request, response, answer);
    } catch (error) {
      send(request, response, problem(500, `The answer can't be sent: ${(error as Error).message}`));
    }
    const milliseconds = Math.round(performance.now() - started);
    log(
      [`${request.method} ${request.url} ${answer.status} ${milliseconds} ms`, answer.why].filter(Boolean).join('  '),
    );
  };

  return {
    listener: (request, response) => void respond(served, request, response),
    async swap(next) {
      served = await serve(next, settings);
    },
  };
}
