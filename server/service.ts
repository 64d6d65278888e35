import { type App, type Contract, createApp } from './app.ts';
import type { Config } from './config.ts';
import type { ClientCredentials } from './domain/authentication.ts';
import { noLimits } from './domain/rate-limits.ts';
import type { EdgeLog } from './edge/index.ts';
import { createRateLimits } from './rate-limits.ts';
import { readOrMakeServiceSecret } from './service-secret.ts';
import { openStore } from './storage/index.ts';

export interface Service {
  readonly app: App;
  /** Lets requests in flight finish, and closes the store. */
  stop(): Promise<void>;
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
  const serviceSecret = config.serviceSecret ?? readOrMakeServiceSecret(config.databaseUrl);
  const store = await openStore(config.databaseUrl, config);
  const rateLimits = config.quotas ? createRateLimits(config.quotas) : noLimits;
  const app = await createApp({ ...config, store, serviceSecret, rateLimits, log, ...(contract && { contract }) });
  if (app.firstKey && !config.firstKey) showFirstKey(app.firstKey);
  return {
    app,
    async stop() {
      await app.stop().catch((error) => log.error({ err: error }, 'could not stop cleanly'));
      await store.close();
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
