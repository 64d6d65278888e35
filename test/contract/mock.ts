import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Mock {
  readonly url: string;
  stop(): void;
}

/** Milliseconds; Prism needs two or three seconds. */
const startDeadline = 25_000;

/** Prism on the generated contract, on a port that the system chooses. */
export async function startMock(): Promise<Mock> {
  const document = fileURLToPath(new URL('../../generated/openapi.json', import.meta.url));
  const child = spawn(process.execPath, [prismCommand(), 'mock', document, '-p', '0', '-h', '127.0.0.1'], {
    env: { ...process.env, SCARF_ANALYTICS: 'false', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { url: await listening(child), stop: () => child.kill() };
}

function prismCommand(): string {
  const manifest = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { prism: string } };
  return join(dirname(manifest), bin.prism);
}

/** The URL that Prism prints once it listens. Reads on after that, or a full pipe would stop it. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const refuse = () => {
      child.kill();
      reject(new Error(`Prism does not start:\n${output}`));
    };
    const deadline = setTimeout(refuse, startDeadline);
    const read = (chunk: Buffer) => {
      if (output.length < 100_000) output += chunk;
      const [, url] = /listening on (http:\S+)/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(deadline);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', refuse);
  });
}
