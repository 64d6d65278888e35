import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Ended {
  readonly stdout: string;
  readonly seconds: number;
}

const environment = { ...process.env, REDOCLY_TELEMETRY: 'off' };

/**
 * Runs a JavaScript or TypeScript program to its end, in a folder.
 *
 * @throws what it wrote, if it fails
 */
export async function runToEnd(program: string, options: readonly string[], cwd: string): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...options], { cwd, env: environment });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk: Buffer) => (output[name] += chunk));
  const [code] = await once(child, 'close');
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${output.stderr}${output.stdout}`.trim());
  return { stdout: output.stdout, seconds };
}

export interface Serving extends AsyncDisposable {
  readonly url: string;
  readonly seconds: number;
  readonly pid: number | undefined;
  /** In good order; it is killed when it is disposed of. */
  stop(): Promise<void>;
}

/**
 * Starts a program that tells the address it serves at.
 *
 * @param more what it finds in its environment beside what this process has there
 * @throws what it wrote, if it ends before that
 */
export async function startServing(
  program: string,
  options: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...options], { cwd, env: { ...environment, ...more } });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk));
  try {
    const url = await addressFrom(child, () => complaints);
    const seconds = (performance.now() - started) / 1000;
    return { url, seconds, pid: child.pid, stop: () => end(child, 'SIGTERM'), [Symbol.asyncDispose]: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

function addressFrom(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('close', () => reject(new Error(complaints().trim())));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [url] = /http:\/\/[^\s"]+/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'close');
}
