/** The service, configured by its environment (README, "Configuration"). */
import { createApp } from './app.ts';
import { ConfigProblems, readConfig } from './config.ts';
import type { ClientCredentials } from './domain/authentication.ts';
import { InvalidContract } from './edge/index.ts';
import { createLog } from './log.ts';
import { readOrMakeServiceSecret } from './service-secret.ts';
import { openStore } from './storage/index.ts';

const help = `Usage: npm start

Serves API keys over HTTP. Everything is set by environment variables: see README.md, "Configuration".
`;

if (process.argv.includes('--help')) console.log(help);
else await start().catch(giveUp);

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const serviceSecret = config.serviceSecret ?? readOrMakeServiceSecret(config.databaseUrl);
  const store = await openStore(config.databaseUrl);
  const app = await createApp({ ...config, store, serviceSecret, log });
  if (app.firstKey && !config.firstKey) show(app.firstKey);

  const url = await app.listen(config.port, config.host);
  log.info({ url }, 'listening');

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    await app.stop().catch((error) => log.error({ err: error }, 'could not stop cleanly'));
    await store.close();
    log.info({}, 'stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal));
}

/** To the terminal and never through the log, which others may read. */
function show({ clientId, clientSecret }: ClientCredentials): void {
  process.stderr.write(`
  This is the first key. Its secret is shown this once: keep it.

    CLIENT_ID=${clientId}
    CLIENT_SECRET=${clientSecret}

`);
}

function giveUp(error: unknown): void {
  const problems =
    error instanceof ConfigProblems || error instanceof InvalidContract
      ? error.problems
      : [error instanceof Error ? error.message : String(error)];
  process.stderr.write(`Latchkey can't start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}
