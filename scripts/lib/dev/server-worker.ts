/** Runs a server module in a thread of its own, so that its code can be loaded anew. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Call, DevelopmentServer, Outcome, ServerModule } from './server-thread.ts';

if (!parentPort) throw new Error('This is started by dev');
const port = parentPort;
const { serve } = (await import(pathToFileURL(workerData as string).href)) as Partial<ServerModule>;
if (typeof serve !== 'function') throw new Error('It exports no function `serve`');
let server: DevelopmentServer | undefined;

port.on('message', async ({ id, ...call }: Call & { id: number }) => {
  const answer = (outcome: Outcome) => port.postMessage({ id, ...outcome });
  try {
    if (call.name === 'serve') server = await serve(call.contract, call.address);
    else if (call.name === 'swap') await server?.swap(call.contract);
    else await server?.stop();
    answer({ url: server?.url ?? '' });
  } catch (error) {
    answer({ problem: error instanceof Error ? `${error.message}${placeOf(error)}` : String(error) });
  }
});
port.postMessage('ready');

/** Where in the code that is not a package's it was thrown. */
function placeOf({ stack = '' }: Error): string {
  const place = stack.split('\n').find((line) => line.includes('file:') && !line.includes('node_modules'));
  return place === undefined ? '' : `\n${place.trim()}`;
}
