import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenApiDocument } from '../../scripts/lib/document.ts';
import { createMock, type MockOptions } from '../../scripts/lib/mock/index.ts';

export interface RunningMock {
  readonly url: string;
  stop(): void;
}

/** Milliseconds; Prism needs two or three seconds. */
const startDeadline = 25_000;

const documentPath = fileURLToPath(new URL('../../generated/openapi.json', import.meta.url));

/** Our mock of the generated contract, in this process, on a port that the system chooses. */
export async function startMock(options: MockOptions = {}): Promise<RunningMock> {
  const document = JSON.parse(readFileSync(documentPath, 'utf8')) as OpenApiDocument;
  const { listener } = await createMock(document, options);
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Prism on the generated contract, in a process of its own, on a port that the system chooses. */
export async function startPrism(): Promise<RunningMock> {
  const child = spawn(process.execPath, [prismCommand(), 'mock', documentPath, '-p', '0', '-h', '127.0.0.1'], {
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
