import { setTimeout as pause } from 'node:timers/promises';
import { type App, type Contract, createApp } from './app.ts';
import { type Config, isSqlite } from './config.ts';
import { createLocalCounter } from './counters/local.ts';
import { sharedCounters } from './counters/shared.ts';
import type { ClientCredentials } from './domain/authentication.ts';
import { noLimits } from './domain/rate-limits.ts';
import type { EdgeLog } from './edge/index.ts';
import { addProcessMetrics, createMetrics, measureStore, serveMetrics } from './metrics/index.ts';
import { createRateLimits } from './rate-limits.ts';
import { readOrMakeServiceSecret } from './service-secret.ts';
import { openStore } from './storage/index.ts';

export interface Service {
  readonly app: App;
  /** Undefined if they aren't served. */
  readonly metricsUrl: string | undefined;
  /**
   * Tells balancers and callers to go elsewhere, serves those who didn't hear of it yet, lets requests in flight finish,
   * and closes the store.
   *
   * @param delay seconds to go on serving; none by default
   */
  stop(delay?: number): Promise<void>;
}

/**
 * The service that a configuration describes, on its store. It doesn't listen yet.
 *
 * @param showFirstKey called if this start made a first key whose secret nobody knows; nothing else will show it
 * @param contract the generated one by default
 * @throws what is wrong with the configuration, the store or the contract
 */
export async function openService(
  config: Config,
  log: EdgeLog,
  showFirstKey: (key: ClientCredentials) => void,
  contract?: Contract,
): Promise<Service> {
  // Closed in the reverse order, whether the start fails or the service is stopped: the metrics last.
  await using opened = new AsyncDisposableStack();
  const metrics = createMetrics();
  const metricsServer = config.metricsAt && (await serveMetrics(metrics.registry, { ...config.metricsAt, log }));
  if (metricsServer) {
    opened.defer(metricsServer.close);
    addProcessMetrics(metrics.registry);
  }
  const serviceSecret = config.serviceSecret ?? readOrMakeServiceSecret(config.databaseUrl);
  const store = measureStore(await openStore(config.databaseUrl, config), metrics);
  opened.defer(store.close);
  const createCounter = isSqlite(config.databaseUrl) ? createLocalCounter : sharedCounters(store);
  const rateLimits = config.quotas ? createRateLimits(config.quotas, createCounter) : noLimits;
  const limits = { maxConnections: config.maxConnections };
  const parts = { ...config, store, serviceSecret, rateLimits, limits, metrics, log };
  const app = await createApp({ ...parts, ...(contract && { contract }) });
  opened.defer(() => app.stop().catch((error) => log.error({ err: error }, 'could not stop cleanly')));
  if (app.firstKey && !config.firstKey) showFirstKey(app.firstKey);
  const running = opened.move();
  return {
    app,
    metricsUrl: metricsServer?.url,
    async stop(delay = 0) {
      app.drain();
      await pause(delay * 1000);
      await running.disposeAsync();
    },
  };
}

/** What a person reads of the first key. For the terminal and never for the log, which others may read. */
export function describeFirstKey({ clientId, clientSecret }: ClientCredentials): string {
  return `
  This is the first key. Its secret is shown this once: keep it.

    CLIENT_ID=${clientId}
    CLIENT_SECRET=${clientSecret}

`;
}
