import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connect, listening, shownKey, start } from './service.ts';

type Call = Awaited<ReturnType<typeof connect>>;

/** What was answered to a writer before the end: these must hold after a restart. */
interface Acknowledged {
  readonly created: Set<string>;
  readonly deleted: Set<string>;
  /** Sent, and perhaps carried out; nobody was told. */
  readonly unsure: Set<string>;
}

const writers = 8;
/** Acknowledged writes in one round, before the process is killed in the middle of others. */
const writesPerRound = 60;

test('an acknowledged write survives kill -9', { timeout: 60_000 }, async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-crash-'));
  const known: Acknowledged = { created: new Set(), deleted: new Set(), unsure: new Set() };
  let service = start(folder.path);
  let url = await listening(service);
  const key = shownKey(service.output().stderr);

  for (const round of [1, 2, 3]) {
    const call = await connect(url, key);
    const killWhenEnough = () => {
      if (known.created.size + known.deleted.size >= round * writesPerRound) service.kill('SIGKILL');
    };
    await Promise.all(Array.from({ length: writers }, () => write(call, known, killWhenEnough)));
    expect((await service.finished).code).toBeNull();

    service = start(folder.path);
    url = await listening(service);
    await expectEverything(await connect(url, key), known);
    expect(service.output().stderr).toBe('');
  }
  service.kill('SIGTERM');
  expect((await service.finished).code).toBe(0);
});

/** Creates keys, and deletes every other one, until the connection breaks. */
async function write(call: Call, known: Acknowledged, afterEach: () => void): Promise<void> {
  for (let number = 0; ; number++) {
    const created = await call('POST', '/api-keys', { name: 'Short-lived' }).then(readIfCreated, () => undefined);
    if (created === undefined) return;
    known.created.add(created);
    afterEach();
    if (number % 2 === 0) continue;
    known.unsure.add(created);
    const deleted = await call('DELETE', `/api-keys/${created}`).catch(() => undefined);
    if (deleted === undefined) return;
    expect(deleted.status).toBe(204);
    known.unsure.delete(created);
    known.deleted.add(created);
    afterEach();
  }
}

async function readIfCreated(response: Response): Promise<string> {
  expect(response.status).toBe(201);
  return ((await response.json()) as { clientId: string }).clientId;
}

async function expectEverything(call: Call, { created, deleted, unsure }: Acknowledged): Promise<void> {
  const wrong: string[] = [];
  for (const clientId of created) {
    if (unsure.has(clientId)) continue;
    const { status } = await call('GET', `/api-keys/${clientId}`);
    const expected = deleted.has(clientId) ? 404 : 200;
    if (status !== expected) wrong.push(`${clientId}: ${status} instead of ${expected}`);
  }
  expect(wrong).toEqual([]);

  const listed: string[] = [];
  for (let offset = 0, total = 1; offset < total; offset += 100) {
    const page = await (await call('GET', `/api-keys?limit=100&offset=${offset}`)).json();
    const { meta, apiKeys } = page as { meta: { total: number }; apiKeys: { clientId: string }[] };
    total = meta.total;
    listed.push(...apiKeys.map(({ clientId }) => clientId));
    if (offset + 100 >= total) expect(listed).toHaveLength(total);
  }
  expect(new Set(listed).size).toBe(listed.length);
}
