/** The service, configured by its environment (README, "Configuration"). */
import { ConfigProblems, readConfig } from './config.ts';
import { InvalidContract } from './edge/index.ts';
import { createLog } from './log.ts';
import { describeFirstKey, openService } from './service.ts';

const help = `Usage: npm start

Serves API keys over HTTP. Everything is set by environment variables: see README.md, "Configuration".
`;

if (process.argv.includes('--help')) console.log(help);
else await start().catch(giveUp);

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const service = await openService(config, log, (key) => void process.stderr.write(describeFirstKey(key)));
  const url = await service.app.listen(config.port, config.host);
  log.info({ url }, 'listening');

  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping');
    await service.stop();
    log.info({}, 'stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal));
}

function giveUp(error: unknown): void {
  const problems =
    error instanceof ConfigProblems || error instanceof InvalidContract
      ? error.problems
      : [error instanceof Error ? error.message : String(error)];
  process.stderr.write(`Latchkey can't start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}
