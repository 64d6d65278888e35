import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

export async function blocksOf(page: string): Promise<Block[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
}

/** A command that goes on until it is stopped. */
interface Server {
  readonly command: RegExp;
  /** Where the page expects it. */
  readonly port: number;
  /** Has the system choose another. */
  readonly options: string;
  /** What it shows when it is ready, with the port. */
  readonly ready: RegExp;
}

const servers: readonly Server[] = [
  { command: /npm start$/, port: 8080, options: '', ready: /Listening on http:.*:(\d+)/ },
  { command: /npm run dev$/, port: 8080, options: ' -- --port 0 --mock-port 0', ready: /server +http:.*:(\d+)/ },
  { command: /npm run mock$/, port: 4010, options: ' -- --port 0', ready: /http:.*:(\d+)/ },
];

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/**
 * Somebody who does what a page says, in a folder of their own: types its commands, writes its files, applies its
 * changes. Ports are chosen by the system in place of those that the page names.
 */
export function createReader(folder: string, env: Readonly<Record<string, string>>) {
  let cwd = folder;
  const running = new Map<number, Running>();
  const environment = { ...process.env, ...env, PORT: '0' };
  // Where the example's client expects the server.
  const clientEnvironment = () => ({ ...environment, API_URL: withPorts('http://localhost:8080') });
  const withPorts = (text: string) =>
    text.replace(/localhost:(\d+)/g, (all, port) => `localhost:${running.get(Number(port))?.port ?? all.slice(10)}`);

  /** @returns what was shown, on either output */
  async function type(commands: string, prelude = ''): Promise<{ shown: string; failed: boolean }> {
    const script = `set -e\n${prelude}\n${withPorts(commands)}\npwd >&3`;
    const child = spawn('bash', ['--norc', '-c', script], {
      cwd,
      env: clientEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const seen = { shown: '', place: '' };
    const note = (key: keyof typeof seen) => (chunk: Buffer) => {
      seen[key] += chunk;
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', note('shown'));
    child.stdio[3]?.on('data', note('place'));
    const [code] = await once(child, 'close');
    cwd = seen.place.trim() || cwd;
    return { shown: seen.shown, failed: code !== 0 };
  }

  async function start(command: string, { port, options, ready }: Server): Promise<void> {
    await stop(port);
    // A group of its own, so that what npm starts is stopped, too.
    const child = spawn('bash', ['--norc', '-c', command + options], { cwd, env: environment, detached: true });
    const shown: string[] = [];
    child.stderr.on('data', (chunk) => shown.push(String(chunk)));
    const actual = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        shown.push(line);
        const [, found] = ready.exec(line) ?? [];
        if (found) resolve(Number(found));
      });
      child.once('close', () => reject(new Error(`${command} ended:\n${shown.join('\n')}`)));
    });
    running.set(port, { child, port: actual });
  }

  async function stop(port: number): Promise<void> {
    const { child } = running.get(port) ?? {};
    running.delete(port);
    if (!child?.pid || child.exitCode !== null) return;
    const closed = once(child, 'close');
    process.kill(-child.pid, 'SIGTERM');
    await closed;
  }

  return {
    async follow({ language, text }: Block, prelude = ''): Promise<{ shown: string; failed: boolean }> {
      const server = servers.find(({ command }) => command.test(text.trim()));
      if (language === 'sh' && server) await start(text.trim(), server);
      else if (language === 'sh') return await type(text, prelude);
      else if (language === 'diff') await change(text);
      else if (language === 'ts') await write(text);
      return { shown: '', failed: false };
    },
    async close() {
      for (const port of running.keys()) await stop(port);
    },
  };

  /** The first line says which file it is. */
  async function write(text: string): Promise<void> {
    const file = path.join(cwd, /^\/\/ (\S+)$/m.exec(text)?.[1] ?? '');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** What goes and what stays must stand there once. */
  async function change(text: string): Promise<void> {
    const [, file = ''] = /^\+\+\+ b\/(.+)$/m.exec(text) ?? [];
    const lines = text.split('\n').filter((line) => /^[ +-](?!--|\+\+)/.test(line));
    const side = (sign: string) =>
      lines
        .filter((line) => line[0] !== sign)
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    const parts = (await readFile(path.join(cwd, file), 'utf8')).split(side('+'));
    if (parts.length !== 2) throw new Error(`${file} does not have, once:\n${side('+')}`);
    await writeFile(path.join(cwd, file), parts.join(side('-')));
  }
}
