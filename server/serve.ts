import { flushCompileCache } from 'node:module';
import { ConfigProblems, readConfig } from './config.ts';
import { InvalidContract } from './edge/index.ts';
import { createLog } from './log.ts';
import { describeFirstKey, openService } from './service.ts';
import { describeFailure } from './storage/index.ts';

const help = `Usage: npm start

Serves API keys over HTTP. Everything is set by environment variables: see README.md, "Configuration".
`;

/** Milliseconds: npm passes on the Ctrl-C that the terminal has sent to both. */
const sameSignal = 500;

if (process.argv.includes('--help')) console.log(help);
else await start().catch(giveUp);

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const service = await openService(config, log, (key) => void process.stderr.write(describeFirstKey(key)));
  // A terminal sends SIGINT: nobody balances calls there, and somebody waits.
  const delays = { SIGTERM: config.stopDelay, SIGINT: 0 };
  let firstAt: number | undefined;
  const stop = async (signal: keyof typeof delays) => {
    if (firstAt !== undefined) {
      if (performance.now() < firstAt + sameSignal) return;
      log.warn({ signal }, 'stopped at once');
      process.exit(1);
    }
    firstAt = performance.now();
    log.info({ signal, delay: delays[signal] }, 'stopping');
    await service.stop(delays[signal]);
    log.info({}, 'stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  const url = await service.app.listen(config.port, config.host);
  log.info({ url, metrics: service.metricsUrl }, 'listening');
  // Now, since a process that is killed at its end keeps nothing for the next.
  flushCompileCache();
}

function giveUp(error: unknown): void {
  const problems =
    error instanceof ConfigProblems || error instanceof InvalidContract ? error.problems : [describeFailure(error)];
  process.stderr.write(`Latchkey can't start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}
