import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Milliseconds between two looks whether the new contract is answered. */
const interval = 3;

/** Milliseconds from a save to the answers by the new contract. */
export interface SaveToAnswer {
  readonly server: number;
  readonly mock: number;
}

/**
 * Runs `npm run dev` on a copy of the contract, moves a path at each save, and asks server and mock for it at once and
 * again until they have it. The first saves are warm-up and not counted.
 */
export async function measureSaveToAnswer(saves: number, warmUps = 3): Promise<SaveToAnswer[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'save-'));
  cpSync(path.join(root, 'spec'), path.join(folder, 'spec'), { recursive: true });
  const options = ['--server', path.join(root, 'server/dev.ts'), '--port', '0', '--mock-port', '0'];
  const child = spawn(process.execPath, [path.join(root, 'scripts/dev.ts'), ...options], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: 'sqlite::memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const seen: string[] = [];
  let notify = () => {};
  lines.on('line', (line) => {
    seen.push(line);
    if (line.includes('generated')) notify();
  });
  const generated = () =>
    new Promise<void>((resolve) => {
      notify = resolve;
    });

  try {
    await generated();
    const [server, mock] = ['server', 'mock'].map((name) => urlOf(seen, name));
    const times: SaveToAnswer[] = [];
    for (let save = 0; save < saves + warmUps; save++) {
      const done = generated();
      const started = performance.now();
      movePath(path.join(folder, 'spec/openapi.yaml'), `/health/live-${save}`);
      const [first, second] = await Promise.all(
        [server, mock].map((url) => answered(`${url}/health/live-${save}`, started)),
      );
      await done;
      if (save >= warmUps) times.push({ server: first ?? 0, mock: second ?? 0 });
    }
    return times;
  } finally {
    child.kill();
    await once(child, 'close');
    rmSync(folder, { recursive: true });
  }
}

function urlOf(lines: readonly string[], name: string): string {
  const line = lines.find((line) => line.trim().startsWith(name) && line.includes('http'));
  return /http:\S+/.exec(line ?? '')?.[0] ?? '';
}

function movePath(file: string, to: string): void {
  const text = readFileSync(file, 'utf8').replace(/^ {2}\/health\/live[^:]*:/m, `  ${to}:`);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

async function answered(url: string, started: number): Promise<number> {
  for (;;) {
    const response = await fetch(url);
    await response.arrayBuffer();
    if (response.status === 200) return performance.now() - started;
    await wait(interval);
  }
}
