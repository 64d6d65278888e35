import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Finished, root, sooner } from './run.ts';

export interface Key {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** `node server/main.ts` as an operator starts it: only what is given here is in its environment. */
export interface ServiceProcess extends AsyncDisposable {
  /** The URL from the log, or undefined if it gave up before it listened. */
  readonly url: Promise<string | undefined>;
  readonly finished: Promise<Finished>;
  /** What it wrote so far. */
  output(): Omit<Finished, 'code'>;
  kill(signal: NodeJS.Signals): void;
}

export function start(folder: string, environment: Record<string, string> = {}, ...options: string[]): ServiceProcess {
  return startProgram(path.join(root, 'server/main.ts'), folder, environment, options);
}

/** The same of another copy of the service. */
export function startProgram(
  program: string,
  folder: string,
  environment: Record<string, string> = {},
  options: readonly string[] = [],
): ServiceProcess {
  const child = spawn(process.execPath, [program, ...options], {
    cwd: folder,
    env: { PORT: '0', METRICS_PORT: '0', STOP_DELAY: '0', ...sooner, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const listening = Promise.withResolvers<string | undefined>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    const line = output.stdout.split('\n').find((line) => line.includes('"msg":"listening"') && line.endsWith('}'));
    // What it wrote to stderr before that may be read later in this turn.
    if (line) setImmediate(listening.resolve, (JSON.parse(line) as { url: string }).url);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const finished = end(child).then((code) => {
    listening.resolve(undefined);
    return { code, ...output };
  });
  return {
    url: listening.promise,
    finished,
    output: () => ({ ...output }),
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await finished;
    },
  };
}

async function end(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'close');
  return code;
}

/** Waits until it listens; if it doesn't, throws what it said. */
export async function listening(service: ServiceProcess): Promise<string> {
  const url = await service.url;
  if (url === undefined) throw new Error(`It did not start: ${(await service.finished).stderr}`);
  return url;
}

/** The first key, as the operator reads it off the terminal. */
export function shownKey(stderr: string): Key | undefined {
  const [, clientId, clientSecret] = /CLIENT_ID=(\S+)\s+CLIENT_SECRET=(\S+)/.exec(stderr) ?? [];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

/** Calls of one client; its token is fetched once. */
export async function connect(url: string, key: Key | undefined) {
  const credentials = { client_id: key?.clientId ?? '', client_secret: key?.clientSecret ?? '' };
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...credentials });
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`No token: ${answer.status}`);
  const { access_token } = (await answer.json()) as { access_token: string };
  return async (method: string, path: string, body?: object): Promise<Response> =>
    await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${access_token}`, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
}
