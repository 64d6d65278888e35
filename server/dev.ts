/** The service as `npm run dev` runs it: the environment's configuration, and a line a request for people. */
import type { Contract } from './app.ts';
import { readConfig } from './config.ts';
import type { EdgeLog } from './edge/index.ts';
import { describeFirstKey, openService } from './service.ts';

/**
 * Serves a contract until it is stopped. Answers are checked against it, too.
 *
 * @throws what is wrong with the configuration, the store or the contract
 */
export async function serve(contract: Contract, { port, host }: { port: number; host: string }) {
  // The next code listens before this has stopped: a port of its own would be taken.
  const config = { ...readConfig({ NODE_ENV: 'development', ...process.env }), metricsAt: undefined };
  const service = await openService(config, log, (key) => console.log(describeFirstKey(key)), contract);
  const url = await service.app.listen(port, host);
  return { url, swap: service.app.swap, stop: service.stop };
}

/** One line for each request, and whatever went wrong. */
const log: EdgeLog = {
  info: (fields, message) => {
    const { method, operationId, status, milliseconds } = fields as RequestFields;
    if (message !== 'request') return;
    console.log(`  request    ${method} ${operationId ?? '(no operation)'} ${status ?? 'aborted'}  ${milliseconds} ms`);
  },
  warn: (fields, message) => console.log(`  warning    ${message}`, causeOf(fields)),
  error: (fields, message) => console.log(`  error      ${message}`, causeOf(fields)),
};

interface RequestFields {
  readonly method: string;
  readonly operationId?: string;
  readonly status?: number;
  readonly milliseconds: number;
}

function causeOf({ err }: { err?: unknown }): string {
  return err instanceof Error ? (err.stack ?? err.message) : '';
}
