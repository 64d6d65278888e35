import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { openSigningKey } from '../../server/domain/signing-keys.ts';
import { createLog } from '../../server/log.ts';
import { openStore } from '../../server/storage/index.ts';
import { runFully } from './full-run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'latchkey.db');
const serviceSecret = randomBytes(32);

const lines: string[] = [];
const store = await openStore(`sqlite:${file}`);
const log = createLog('trace', { write: (line) => lines.push(line) });
const { answers, secrets, digests } = await runFully(store, serviceSecret, log);
for (const key of await store.signingKeys()) {
  const { privateKey } = openSigningKey(serviceSecret, key);
  secrets.note('a private key', String(privateKey.export({ format: 'jwk' }).d));
}
/** As they are on the disk, with what was deleted and not yet written over. */
const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
await store.close();
const tables = readTables();

/** Every row of every table, as text. */
function readTables(): Map<string, string[]> {
  using database = disposable(new Database(file, { readonly: true }));
  const names = database.prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'").all();
  return new Map(
    names.map(({ name }) => {
      const rows = database.prepare<[], Record<string, unknown>>(`select * from "${name}"`).all();
      return [name, rows.flatMap((row) => Object.values(row).map(String))];
    }),
  );
}

function disposable(database: Database.Database): Database.Database & Disposable {
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
}

test('the run was a full one', () => {
  const statuses = new Set(answers.map(({ status }) => status));
  for (const status of [200, 201, 204, 400, 401, 403, 404, 415, 422, 500, 503]) expect(statuses).toContain(status);
  expect(lines.length).toBeGreaterThan(answers.length);
  expect(tables.get('audit_entries')?.length).toBeGreaterThan(50);
  expect(tables.get('revoked_tokens')?.length).toBeGreaterThan(0);
  expect(tables.get('stored_answers')?.length).toBeGreaterThan(0);
  expect(digests.foundIn(tables.get('secrets')?.join('\n') ?? '')).not.toEqual([]);
});

test('log lines hold no secret, token or digest', () => {
  for (const line of lines) expect([line, secrets.foundIn(line), digests.foundIn(line)]).toEqual([line, [], []]);
});

test('only the 201s hold a secret, only the token endpoint gives a token, and no answer holds a digest', () => {
  for (const { sent, status, headers, text } of answers) {
    const answer = [...headers, text].join('\n');
    const meant = status === 201 ? ['a secret'] : ['a token', "a token's signature"];
    const isMeant = status === 201 || (status === 200 && sent.path === '/oauth/token');
    const found = [...secrets.foundIn(answer), ...digests.foundIn(answer)];
    expect([sent, status, found]).toEqual([sent, status, isMeant ? meant : []]);
  }
});

test('the database holds no secret and no token, in any table or byte, also not in what it sealed or encoded', () => {
  for (const text of bytes) expect(secrets.foundIn(text)).toEqual([]);
  for (const [table, cells] of tables) {
    const decoded = cells.map((cell) => Buffer.from(cell, 'base64url').toString('latin1'));
    expect([table, secrets.foundIn([...cells, ...decoded].join('\n'))]).toEqual([table, []]);
  }
});

test('digests are in the table of secrets alone', () => {
  const withDigests = [...tables].filter(([, cells]) => digests.foundIn(cells.join('\n')).length > 0);
  expect(withDigests.map(([table]) => table)).toEqual(['secrets']);
});
