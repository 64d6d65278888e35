import { createLatchkeyClient, type LatchkeyClient } from '../../../client/index.ts';
import { startBalancer } from '../lib/balancer.ts';
import type { Cluster } from '../lib/cluster.ts';
import { createLedger } from '../lib/ledger.ts';
import { type Figures, type Run, throwProblems } from '../lib/run.ts';
import { waitUntil } from '../lib/wait-until.ts';

export interface RollingRestarts extends Run {
  /** Of one replica after the other. */
  readonly restarts: number;
  readonly callers: number;
}

/** Calls between two restarts, at least. */
const callsBetween = 20;

/** Stops each replica by SIGTERM and starts it again, one after the other, and callers must not notice. */
export async function roll(cluster: Cluster, { restarts, callers, seed, tell }: RollingRestarts): Promise<Figures> {
  await using balancer = await startBalancer(cluster.replicas.map(({ url }) => url));
  const isComplete = () => cluster.replicas.every(({ url }) => balancer.isReady(url));
  await waitUntil('the balancer has every replica', isComplete);

  const ledger = createLedger(seed);
  let isOver = false;
  let calls = 0;
  const call = async <Value>(what: string, act: () => Promise<Value>) => {
    calls++;
    return await act().catch((error: unknown) => {
      ledger.blame(`${what}: ${error}`);
      return undefined;
    });
  };
  const retries = { count: 0 };
  const work = async () => {
    const { clientId, clientSecret } = cluster.operator;
    const fetch = countingFailures(retries);
    const client = createLatchkeyClient({ baseUrl: balancer.url, clientId, clientSecret, fetch });
    while (!isOver && ledger.problems.length === 0) await lifeOfAKey(client, call);
  };
  const working = Promise.all(Array.from({ length: callers }, work));

  const began = performance.now();
  for (let restart = 0; restart < restarts; restart++) {
    const replica = cluster.replicas[restart % cluster.replicas.length];
    const enough = calls + callsBetween;
    await waitUntil('calls are made', () => calls >= enough || ledger.problems.length > 0);
    const finished = await replica?.end('SIGTERM');
    if (finished?.code !== 0) ledger.blame(`${replica?.name} ended with ${JSON.stringify(finished)}`);
    await replica?.start();
    await waitUntil('the balancer has every replica', isComplete);
    tell(`${restart + 1} of ${restarts} restarts, ${calls} calls, ${retries.count} of them tried again`);
  }
  isOver = true;
  await working;
  throwProblems(ledger);
  const seconds = Math.round((performance.now() - began) / 1000);
  return { restarts, calls, 'tried again': retries.count, seconds };
}

type CallOnce = <Value>(what: string, act: () => Promise<Value>) => Promise<Value | undefined>;

/** Made, read, listed, changed, given another secret, and deleted. */
async function lifeOfAKey(client: LatchkeyClient, call: CallOnce): Promise<void> {
  const made = await call('createApiKey', () => client.createApiKey({ body: { name: 'Rolling' } }));
  if (!made) return;
  const { clientId } = made;
  await call('getApiKey', () => client.getApiKey({ clientId }));
  await call('listApiKeys', () => client.listApiKeys({ limit: 5 }));
  await call('updateApiKey', () => client.updateApiKey({ clientId, body: { name: 'Rolled' } }));
  await call('rotate', () => client.rotate({ clientId, handOver: () => undefined }));
  await call('deleteApiKey', () => client.deleteApiKey({ clientId }));
}

/** What the client tries again comes back to here. */
function countingFailures(retries: { count: number }) {
  return async (request: Request): Promise<Response> => {
    const response = await fetch(request).catch((error) => {
      retries.count++;
      throw error;
    });
    if (response.status >= 500) retries.count++;
    return response;
  };
}
