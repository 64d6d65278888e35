import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin } from '../../server/admin/index.ts';
import { openStore } from '../../server/storage/index.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { before, restorePreviousRelease } from './previous-release.ts';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let service: Service;

beforeAll(async () => {
  folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-upgrade-'));
  const now = Date.parse(before.now);
  service = await startService({
    databaseUrl: await restorePreviousRelease(path.join(folder.path, 'latchkey.db')),
    serviceSecret: Buffer.from(before.serviceSecret, 'base64'),
    publicUrl: before.publicUrl,
    clock: () => now,
    firstKey: before.live[0],
  });
});
afterAll(async () => {
  await service.stop();
  await folder[Symbol.asyncDispose]();
});

async function call(token: string, method: string, path: string, headers: object = {}, body?: object) {
  return await fetch(service.url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function read(token: string, path: string): Promise<unknown> {
  return await (await call(token, 'GET', path)).json();
}

test.each(['first', 'other'] as const)('keys and audit log of the %s organization are as they were', async (name) => {
  const { details, auditLogs } = before.answers[name];
  const ids = details.map(({ clientId }) => expect.objectContaining({ clientId }));
  expect(await read(before.tokens[name], '/api-keys?limit=100')).toMatchObject({ apiKeys: ids });
  for (const key of details) expect(await read(before.tokens[name], `/api-keys/${key.clientId}`)).toEqual(key);
  expect(await read(before.tokens[name], '/audit-logs?limit=100')).toMatchObject({ auditLogs });
});

test('tokens that were issued before are as good as they were', async () => {
  const statusOf = async (token: string) => (await call(token, 'GET', '/api-keys')).status;
  expect(await Promise.all(Object.values(before.tokens).map(statusOf))).toEqual([200, 200, 200]);
  expect(await Promise.all(before.deadTokens.map(statusOf))).toEqual([401, 401, 401]);
  expect(await (await fetch(`${service.url}/.well-known/jwks.json`)).json()).toMatchObject(before.jwks);
});

test('every secret works, except those of keys that are disabled or deleted', async () => {
  for (const key of before.live) await expect(fetchToken(service, key)).resolves.toBeDefined();
  for (const key of before.dead) await expect(fetchToken(service, key)).rejects.toThrow('401');
});

test('an answer that was kept for a repeat is given', async () => {
  const { idempotencyKey, body, answer } = before.once;
  const repeated = await call(before.tokens.first, 'POST', '/api-keys', { 'Idempotency-Key': idempotencyKey }, body);
  expect({ status: repeated.status, body: await repeated.json() }).toEqual({ status: 201, body: answer });
});

test('admin leaves it to the service to bring a database up to date, but backs it up', async () => {
  const file = path.join(folder.path, 'not-yet.db');
  const environment = { DATABASE_URL: await restorePreviousRelease(file), LATCHKEY_SECRET: before.serviceSecret };
  const listed = await admin(['org', 'list'], environment);
  expect(listed).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/as an earlier version left it: start the service/),
  });
  const { code, stderr } = await admin(['backup', `${file}.backup`, '--with-secret'], environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const migrationsOf = (name: string) => {
    const database = new Database(name);
    const migrations = database.prepare('select name from kysely_migration').pluck().all();
    database.close();
    return migrations;
  };
  expect(migrationsOf(`${file}.backup`)).toEqual(['0001-foundation', '0002-life-of-a-key']);
  expect(migrationsOf(file)).toEqual(['0001-foundation', '0002-life-of-a-key']);
});

test('a database that a newer version has migrated is refused in words, and left as it is', async () => {
  const file = path.join(folder.path, 'newer.db');
  const store = await openStore(`sqlite:${file}`);
  await store.close();
  const database = new Database(file);
  database.exec("insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')");
  database.close();
  await expect(openStore(`sqlite:${file}`)).rejects.toThrow(
    /newer\.db can't be opened: it was migrated by a newer version \(9999-of-tomorrow\), .* restore a backup/,
  );
});
