import { randomBytes } from 'node:crypto';
import { mkdtempDisposable, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { connect, listening, shownKey, start } from './service.ts';

const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'latchkey-process-'));
const memory = { DATABASE_URL: 'sqlite::memory:' };

describe('node server/main.ts', { timeout: 40_000 }, () => {
  test('lists everything that is wrong with its configuration, and ends with 1', async () => {
    await using folder = await temporaryFolder();
    const { code, stdout, stderr } = await start(folder.path, { PORT: 'http', LOG_LEVEL: 'loud', PUBLIC_URL: 'x' })
      .finished;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const name of ['PORT', 'LOG_LEVEL', 'PUBLIC_URL'])
      expect(stderr).toMatch(new RegExp(`^ {2}- ${name} must`, 'm'));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('two that start at once on a new database both serve it', async () => {
    for (let round = 0; round < 3; round++) {
      await using folder = await temporaryFolder();
      await using one = start(folder.path);
      await using other = start(folder.path);
      await Promise.all([listening(one), listening(other)]);
      const shown = [one, other].filter((service) => service.output().stderr.includes('CLIENT_SECRET='));
      expect(shown).toHaveLength(1);
    }
  });

  test('--help says where the configuration is described, and starts nothing', async () => {
    await using folder = await temporaryFolder();
    const { code, stdout, stderr } = await start(folder.path, {}, '--help').finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Configuration');
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('a port that is taken is named, and the first key is not lost with the start', async () => {
    await using folder = await temporaryFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start(folder.path, { PORT: String(port) }).finished;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Latchkey can't start:`);
    expect(stderr).toMatch(new RegExp(`EADDRINUSE.*:${port}`));
    await using service = start(folder.path);
    await expect(connect(await listening(service), shownKey(stderr))).resolves.toBeDefined();
  });

  test('the first key is shown once, on the terminal and never in the log, and works until it is deleted', async () => {
    await using folder = await temporaryFolder();
    const first = start(folder.path);
    const call = await connect(await listening(first), shownKey(first.output().stderr));
    // Without any setting, database and secret are made where only their owner looks.
    const made = ['latchkey.db', 'latchkey.db.secret'].map((file) => stat(path.join(folder.path, 'data', file)));
    expect((await Promise.all(made)).map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600]);
    expect((await call('GET', '/api-keys')).status).toBe(200);
    first.kill('SIGTERM');
    const { code, stdout, stderr } = await first.finished;
    const key = shownKey(stderr);
    expect(code).toBe(0);
    expect(stderr.match(/CLIENT_SECRET=/g)).toHaveLength(1);
    expect(stdout).not.toContain(key?.clientSecret);
    for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');

    const second = start(folder.path);
    const again = await connect(await listening(second), key);
    expect((await again('DELETE', `/api-keys/${key?.clientId}`)).status).toBe(204);
    second.kill('SIGTERM');
    expect(await second.finished).toMatchObject({ code: 0, stderr: '' });

    await using third = start(folder.path);
    await expect(connect(await listening(third), key)).rejects.toThrow('No token: 401');
    expect(third.output().stderr).toBe('');
  });

  test('a first key that the operator gave works, is not shown, and has every scope', async () => {
    await using folder = await temporaryFolder();
    const key = { clientId: 'ops', clientSecret: 'x'.repeat(32) };
    const given = { BOOTSTRAP_CLIENT_ID: key.clientId, BOOTSTRAP_CLIENT_SECRET: key.clientSecret };
    await using service = start(folder.path, { ...memory, ...given });
    const call = await connect(await listening(service), key);
    const body: unknown = await (await call('GET', '/api-keys/ops')).json();
    expect(body).toMatchObject({ clientId: 'ops', scopes: expect.arrayContaining(['grant:scope', 'delete:api-key']) });
    expect(service.output().stderr).toBe('');
    expect(service.output().stdout).not.toContain(key.clientSecret);
  });

  test('a database is not opened with another secret, nor given a new one when its own is gone', async () => {
    await using folder = await temporaryFolder();
    const first = start(folder.path);
    await listening(first);
    first.kill('SIGTERM');
    await first.finished;

    const another = { LATCHKEY_SECRET: randomBytes(32).toString('base64') };
    expect(await start(folder.path, another).finished).toMatchObject({
      code: 1,
      stdout: '',
      stderr: "Latchkey can't start:\n  - LATCHKEY_SECRET is not the one that this database was made with\n",
    });

    await rm(path.join(folder.path, 'data/latchkey.db.secret'));
    const { code, stderr } = await start(folder.path).finished;
    expect(code).toBe(1);
    expect(stderr).toMatch(/ {2}- data\/latchkey\.db\.secret is missing: put it back, or set LATCHKEY_SECRET/);
    expect(await readdir(path.join(folder.path, 'data'))).not.toContain('latchkey.db.secret');
  });
});
