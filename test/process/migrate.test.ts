import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

/** A process that says when it is about to open the database, and opens it when it is told to. */
const program = `
  import { openStore } from './server/storage/index.ts';
  process.stdin.once('data', async () => {
    const store = await openStore(process.argv[1]);
    await store.close();
    process.exit();
  });
  console.log('ready');
`;

function startOpener(url: string) {
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', program, url], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

test('a start waits for another process that is busy with the database for longer than a request would', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-busy-'));
  const file = path.join(folder.path, 'new.db');
  const busy = new Database(file);
  busy.exec('begin exclusive');
  const child = startOpener(`sqlite:${file}`);
  const end = once(child, 'close');
  await once(child.stdout, 'data');
  child.stdin.write('now\n');
  await wait(2000);
  busy.exec('commit');
  busy.close();
  expect((await end)[0]).toBe(0);
});

test('processes that open a new database at the same moment all find it whole', { timeout: 40_000 }, async () => {
  for (let round = 0; round < 3; round++) {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-migrate-'));
    const url = `sqlite:${path.join(folder.path, 'new.db')}`;
    const children = Array.from({ length: 4 }, () => startOpener(url));
    const errors: string[] = [];
    for (const child of children) child.stderr.on('data', (text) => errors.push(String(text)));
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    const ends = children.map((child) => once(child, 'close'));
    for (const child of children) child.stdin.write('now\n');
    const codes = (await Promise.all(ends)).map(([code]) => code);
    expect({ codes, errors }).toEqual({ codes: [0, 0, 0, 0], errors: [] });
  }
});
