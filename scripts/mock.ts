#!/usr/bin/env node
/** Serves a mock of the contract: Prism, on the linted and bundled document. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readOptions, run } from './lib/command.ts';
import { loadContract } from './lib/contract.ts';

const help = `Usage: npm run mock -- [options]

Serves a mock of an OpenAPI 3.0 or 3.1 document, with CORS for every origin. It answers with the examples of the
document; ask for others with a Prefer header:

  Prefer: code=404                   the example of that status
  Prefer: code=400, example=NAME     one by its name
  Prefer: dynamic=true               values made from the schema

  --spec FILE   the document                        (default: spec/openapi.yaml)
  --port N      where to listen                     (default: 4010)
  --host HOST   the address to listen on            (default: 127.0.0.1)
  --dynamic     make values from the schemas rather than answer with the examples
  --help        this text
`;

await run(help, async () => {
  const { spec, port, host, dynamic } = readOptions({
    spec: { type: 'string', default: 'spec/openapi.yaml' },
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    dynamic: { type: 'boolean', default: false },
  });
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`--port must be 0 to 65535, not ${port}`);
  const started = performance.now();
  const { document } = await loadContract(spec);
  const freePort = await findPort(Number(port), host);

  const folder = mkdtempSync(path.join(tmpdir(), 'mock-'));
  const file = path.join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const options = ['--port', String(freePort), '--host', host, ...(dynamic ? ['--dynamic'] : [])];
  const prism = spawn(process.execPath, [prismCommand(), 'mock', file, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => prism.kill(signal));

  createInterface({ input: prism.stdout }).on('line', (line) => {
    const isReady = line.includes('Prism is listening');
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (isReady) console.log(`Mock of ${document.info.title} on http://${host}:${freePort} (ready in ${seconds} s)`);
    else if (line.includes('[HTTP SERVER]') || line.includes('[VALIDATOR]')) console.log(line);
  });
  const code = await new Promise<number | null>((resolve) => prism.once('close', resolve));
  rmSync(folder, { recursive: true });
  if (code) throw new Error(`The mock ended with exit code ${code}`);
});

function prismCommand(): string {
  const manifest = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json');
  return path.join(path.dirname(manifest), 'dist', 'index.js');
}

/** Prism says little of a port that is taken; 0 stands for one that the system chooses. */
function findPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken: choose another with --port`) : error);
    });
    probe.listen(port, host, () => {
      const { port: actual } = probe.address() as { port: number };
      probe.close(() => resolve(actual));
    });
  });
}
