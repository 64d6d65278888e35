import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Finished } from '../../process/run.ts';
import { type Key, type ServiceProcess, start } from '../../process/service.ts';
import { freePort } from '../../support/free-port.ts';
import { send, type Wire } from './call.ts';

/** One process of the service. It keeps its port when it ends and is started again. */
export interface Replica {
  readonly name: string;
  readonly url: string;
  readonly isUp: boolean;
  /** Whether it was there all the time from then (milliseconds) until now. */
  wasUpSince(time: number): boolean;
  /** Resolves once it answers, to the milliseconds that took. @throws what it said, if it gives up */
  start(): Promise<number>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Finished>;
  signal(signal: NodeJS.Signals): void;
  output(): Omit<Finished, 'code'>;
}

/** Replicas on one database, and a key of theirs with every scope. */
export interface Cluster extends AsyncDisposable {
  readonly replicas: readonly Replica[];
  readonly operator: Key & { readonly token: string };
}

export interface ClusterSettings {
  /** A SQLite file of its own by default. */
  readonly databaseUrl?: string | undefined;
  readonly size: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts them all at once, on a database that is new to each of them. */
export async function startCluster({ databaseUrl, size, environment }: ClusterSettings): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-faults-'));
  const key = { clientId: 'operator', clientSecret: randomBytes(24).toString('hex') };
  const shared = {
    DATABASE_URL: databaseUrl ?? `sqlite:${path.join(folder, 'latchkey.db')}`,
    LATCHKEY_SECRET: randomBytes(32).toString('base64'),
    BOOTSTRAP_CLIENT_ID: key.clientId,
    BOOTSTRAP_CLIENT_SECRET: key.clientSecret,
    PUBLIC_URL: 'http://latchkey.example',
    // The operator's token outlives every run.
    ACCESS_TOKEN_TTL: '86400',
    RATE_LIMITS: 'off',
    METRICS_PORT: 'off',
    LOG_LEVEL: 'warn',
    ...environment,
  };
  const ports = await Promise.all(Array.from({ length: size }, freePort));
  const replicas = ports.map((port, index) =>
    createReplica(`replica ${index + 1}`, folder, { ...shared, PORT: String(port) }),
  );
  const dispose = async () => {
    await Promise.all(replicas.map((replica) => replica.isUp && replica.end('SIGKILL')));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(replicas.map((replica) => replica.start()));
    const operator = { ...key, token: await tokenOf(replicas, key) };
    return { replicas, operator, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function createReplica(name: string, folder: string, environment: Record<string, string>): Replica {
  const url = `http://127.0.0.1:${environment.PORT}`;
  let child: ServiceProcess | undefined;
  let isUp = false;
  let lastDown = Number.NEGATIVE_INFINITY;
  return {
    name,
    url,
    get isUp() {
      return isUp;
    },
    wasUpSince: (time) => isUp && time > lastDown,
    async start() {
      const began = performance.now();
      child = start(folder, environment);
      if (!(await hasAnswered(url, child))) {
        const { stdout, stderr } = child.output();
        throw new Error(`${name} did not start: ${stdout}${stderr}`);
      }
      isUp = true;
      return performance.now() - began;
    },
    async end(signal) {
      if (!child) throw new Error(`${name} was never started`);
      isUp = false;
      lastDown = performance.now();
      child.kill(signal);
      const finished = await child.finished;
      lastDown = performance.now();
      return finished;
    },
    signal: (signal) => child?.kill(signal),
    output: () => child?.output() ?? { stdout: '', stderr: '' },
  };
}

/** Milliseconds between two looks. */
const lookAgainAfter = 25;

/** False if it gave up. */
async function hasAnswered(url: string, service: ServiceProcess): Promise<boolean> {
  let isOver = false;
  service.finished.then(() => {
    isOver = true;
  });
  while (!isOver) {
    if ((await send(url, { path: '/health/live' })).status === 200) return true;
    await wait(lookAgainAfter);
  }
  return false;
}

/** Of any replica, since all of them answer. */
async function tokenOf([first]: readonly Replica[], { clientId, clientSecret }: Key): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const answer = await send(first?.url ?? '', { method: 'POST', path: '/oauth/token', form });
  if (answer.status !== 200) throw new Error(`No token: ${answer.status}`);
  return (answer.body as Wire['Token']).access_token;
}
