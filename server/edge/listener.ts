import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EdgeLog } from './context.ts';
import type { ErrorForm } from './error-forms.ts';
import { type App, createMessages } from './messages.ts';
import { answerParserRefusals } from './parser-refusals.ts';
import type { EdgeCode, ErrorTable } from './problem.ts';
import { createStopper } from './stopper.ts';

/** What one caller, or all of them, may take. Times in milliseconds. */
export interface ListenerLimits {
  /** One connection more is closed unanswered. */
  readonly maxConnections: number;
  /** For the headers of a request to arrive. */
  readonly headersTimeout: number;
  /** For all of a request to arrive. */
  readonly requestTimeout: number;
  /** Both are looked after so often: a request may take this much longer. */
  readonly connectionsCheckingInterval: number;
  /** For the next request on a connection. Longer than a balancer keeps its own, or it would send into a closed one. */
  readonly keepAliveTimeout: number;
  /** For a caller to take some of its answer. */
  readonly timeout: number;
}

const usualLimits: ListenerLimits = {
  maxConnections: 10_000,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  keepAliveTimeout: 65_000,
  timeout: 60_000,
};

export interface ListenerSettings {
  readonly errors: ErrorTable;
  /** For what Node's parser refuses. */
  readonly errorForm: ErrorForm;
  readonly limits?: Partial<ListenerLimits>;
  readonly log?: EdgeLog;
  /** Told of each request that Node's parser refused. */
  readonly onRefused?: (code: EdgeCode) => void;
  /** Told of each connection that was one too many. */
  readonly onDropped?: () => void;
}

export interface Listener {
  readonly server: Server;
  /** From the next request on another app serves. */
  serve(app: App): void;
  /** Starts to listen. @returns the port, which the system chooses if `port` is 0 */
  listen(port: number, host: string): Promise<number>;
  /** How many connections are open. */
  connections(): Promise<number>;
  /** From now on each answer is the last on its connection. */
  drain(): void;
  /** Accepts no more, lets the requests in flight finish, and resolves when all connections are closed. */
  stop(): Promise<void>;
}

/** Node's HTTP server around an app: what Node would answer by itself has the contract's form too. */
export function createListener(first: App, settings: ListenerSettings): Listener {
  const { maxConnections, timeout, ...limits } = { ...usualLimits, ...settings.limits };
  // Without a Host header Node answers an empty 400; the app has a better one.
  const messages = createMessages();
  const server = createServer({ requireHostHeader: false, ...limits, ...messages.constructors });
  Object.assign(server, { maxConnections, timeout });
  const stopper = createStopper(server);
  let app = first;
  messages.suit(app);
  server.on('request', (request, response) => app(request, response));
  server.on('checkExpectation', (request, response) => app(request, response));
  answerParserRefusals(server, settings);
  const warn = warner(maxConnections, settings.log);
  server.on('drop', () => {
    settings.onDropped?.();
    warn();
  });
  return {
    server,
    serve(next) {
      app = next;
      messages.suit(app);
    },
    listen: (port, host) => listen(server, port, host),
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    ...stopper,
  };
}

/** Milliseconds between two lines on connections that were dropped: there may be thousands a second. */
const quiet = 60_000;

function warner(maxConnections: number, log: EdgeLog | undefined): () => void {
  let warnedAt = Number.NEGATIVE_INFINITY;
  let dropped = 0;
  return () => {
    dropped += 1;
    if (performance.now() < warnedAt + quiet) return;
    log?.warn({ maxConnections, dropped }, 'too many connections');
    warnedAt = performance.now();
    dropped = 0;
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
