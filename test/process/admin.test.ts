import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../generated/operations.ts';
import { admin } from '../../server/admin/index.ts';
import { openStore } from '../../server/storage/index.ts';
import { type Service, startService } from '../support/service.ts';
import { run, sooner } from './run.ts';
import { connect, type Key, shownKey } from './service.ts';

interface Made {
  readonly organization: { readonly organizationId: string; readonly name: string };
  readonly key: Key & { readonly scopes: readonly string[]; readonly expiresAt: string | null };
}

let folder: string;
/** The service's own, as an operator has it: no more than where the database is. */
let environment: Record<string, string>;
let service: Service;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-admin-'));
  const file = path.join(folder, 'latchkey.db');
  const serviceSecret = randomBytes(32);
  await writeFile(`${file}.secret`, serviceSecret.toString('base64'));
  environment = { DATABASE_URL: `sqlite:${file}` };
  service = await startService({ databaseUrl: `sqlite:${file}`, serviceSecret });
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await admin(args, environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

async function make(...args: string[]): Promise<Made> {
  return JSON.parse(await done(...args, '--json')) as Made;
}

async function read<Body>(response: Promise<Response>): Promise<Body> {
  return (await (await response).json()) as Body;
}

describe('org create', () => {
  test('makes a key that works at once on a running service, for its own organization alone', async () => {
    const { organization, key } = await make('org', 'create', 'Acme');
    expect({ ...organization, ...key }).toMatchObject({ scopes, expiresAt: null });
    const call = await connect(service.url, key);
    const { apiKeys } = await read<{ apiKeys: Key[] }>(call('GET', '/api-keys'));
    expect(apiKeys).toEqual([expect.objectContaining({ clientId: key.clientId, createdBy: 'admin' })]);
    expect((await call('GET', `/api-keys/${service.firstKey.clientId}`)).status).toBe(404);
    const other = await connect(service.url, service.firstKey);
    expect((await other('GET', `/api-keys/${key.clientId}`)).status).toBe(404);
  });

  test('is told in the audit log of the organization', async () => {
    const { key } = await make('org', 'create', 'Audited');
    const call = await connect(service.url, key);
    const { auditLogs } = await read<{ auditLogs: object[] }>(call('GET', '/audit-logs'));
    const byAdmin = { actor: 'admin', outcome: 'done', address: null };
    expect(auditLogs).toHaveLength(2);
    expect(auditLogs).toContainEqual(expect.objectContaining({ ...byAdmin, action: 'organization.created' }));
    expect(auditLogs).toContainEqual(
      expect.objectContaining({ ...byAdmin, action: 'api_key.created', target: key.clientId }),
    );
  });

  test('shows people the secret once', async () => {
    const shown = await done('org', 'create', 'For people');
    const key = shownKey(shown);
    expect(shown).toMatch(/^Organization {2}For people \(org_\w+\)\nKey {11}First key\n/);
    expect(shown.split(key?.clientSecret ?? '')).toHaveLength(2);
    await expect(connect(service.url, key)).resolves.toBeDefined();
  });
});

describe('org list', () => {
  test('names every organization, the oldest first, and counts its keys', async () => {
    const { organization } = await make('org', 'create', 'Counted');
    await done('key', 'create', '--org', 'Counted', '--scope', 'a');
    const { organizations } = JSON.parse(await done('org', 'list', '--json'));
    expect(organizations[0]).toMatchObject({ name: 'Default', keyCount: 1 });
    expect(organizations.at(-1)).toMatchObject({ ...organization, keyCount: 2 });
    const [head, ...lines] = (await done('org', 'list')).trimEnd().split('\n');
    expect(lines).toHaveLength(organizations.length);
    expect(lines.at(-1)).toMatch(new RegExp(`^${organization.organizationId} .*Z  2     Counted$`));
    expect(lines.at(-1)?.indexOf('Counted')).toBe(head?.indexOf('NAME'));
  });
});

describe('key create', () => {
  test('opens an organization again whose last key was deleted', async () => {
    const { organization, key } = await make('org', 'create', 'Locked out');
    const call = await connect(service.url, key);
    expect((await call('DELETE', `/api-keys/${key.clientId}`)).status).toBe(204);
    await expect(connect(service.url, key)).rejects.toThrow('No token: 401');

    const granted = ['--scope', 'read:api-key read:audit-log', '--scope', 'create:api-key'];
    const made = await make('key', 'create', '--org', organization.organizationId, ...granted, '--name', 'Spare');
    expect(made.organization).toEqual(organization);
    const again = await connect(service.url, made.key);
    const { apiKeys } = await read<{ apiKeys: object[] }>(again('GET', '/api-keys'));
    const keyScopes = ['read:api-key', 'read:audit-log', 'create:api-key'];
    expect(apiKeys).toEqual([expect.objectContaining({ name: 'Spare', scopes: keyScopes, createdBy: 'admin' })]);
    const { auditLogs } = await read<{ auditLogs: object[] }>(again('GET', '/audit-logs'));
    const entry = { actor: 'admin', action: 'api_key.created', target: made.key.clientId };
    expect(auditLogs[0]).toMatchObject({ ...entry, after: { name: 'Spare', scopes: keyScopes } });
  });

  test('makes a key that ends when it is told to', async () => {
    const { organization } = await make('org', 'create', 'Ending');
    const end = ['--expires-at', '2999-12-31T00:00:00Z'];
    const { key } = await make('key', 'create', '--org', organization.organizationId, '--scope', 'a', ...end);
    expect(key.expiresAt).toBe('2999-12-31T00:00:00.000Z');
    const found = await service.store.findClient(key.clientId);
    expect(found?.key.expiresAt).toBe(Date.parse('2999-12-31T00:00:00Z'));
  });

  test('takes what the service takes, and refuses what it refuses', async () => {
    const call = await connect(service.url, service.firstKey);
    const fine = { name: 'x', scopes: ['a'], expiresAt: '2999-01-01T00:00:00Z' };
    const names = ['', ' ', '\u00a0', '  x ', 'a\tb', '\tx', 'x\u007f', 'é', '😀'.repeat(100), 'x'.repeat(101)];
    const lists = ['a"b', 'a\\b', 'é', 'a\tb', '!~', 'x'.repeat(128), 'x'.repeat(129)].map((scope) => [scope]);
    const many = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`);
    const ends = ['2999-02-30T00:00:00Z', '2999-01-01', '2999-01-01T24:00:00Z', '2999-01-01T00:00:00.5Z', 'x'];
    const wanted = [
      ...names.map((name) => ({ ...fine, name })),
      ...[...lists, [], many(64), many(65)].map((scopes) => ({ ...fine, scopes })),
      ...ends.map((expiresAt) => ({ ...fine, expiresAt })),
    ];
    const taken = { byAdmin: [] as object[], byService: [] as object[] };
    for (const key of wanted) {
      const options = [...key.scopes.flatMap((scope) => ['--scope', scope]), '--name', key.name];
      const args = ['key', 'create', '--org', 'Default', ...options, '--expires-at', key.expiresAt];
      if ((await admin(args, environment)).code === 0) taken.byAdmin.push(key);
      if ((await call('POST', '/api-keys', key)).status === 201) taken.byService.push(key);
    }
    expect(taken.byAdmin).toEqual(taken.byService);
    expect(taken.byAdmin).toHaveLength(7);
  });
});

describe('a refusal is told in a sentence and changes nothing', () => {
  const key = ['key', 'create', '--org', 'Default', '--scope', 'a'];

  test.each([
    [['org', 'crate', 'Acme'], 'There is no command "org crate", but org create, org list, key create, '],
    [['constructor'], 'There is no command "constructor", but '],
    [['org', 'create'], 'NAME is missing.'],
    [['org', 'create', 'Acme', 'Corp'], 'NAME is one argument: write "Acme Corp" in quotes.'],
    [['org', 'create', '\n'], 'NAME must have 1 to 100 characters'],
    [['org', 'create', 'Acme', '--scope', 'a'], "Unknown option '--scope'"],
    [['org', 'list', 'Acme'], "Unexpected argument 'Acme'"],
    [['key', 'create', '--scope', 'a'], '--org is missing'],
    [['key', 'create', '--org', 'Nobody', '--scope', 'a'], 'There is no organization "Nobody"'],
    [['key', 'create', '--org', 'Twin', '--scope', 'a'], '2 organizations are called "Twin": name one by its id'],
    [['key', 'create', '--org', 'Default'], '--scope must name 1 to 64 scopes, not 0.'],
    [[...key, '--scope', 'a"b'], '--scope "a\\"b" must have'],
    [[...key, '--expires-at', 'tomorrow'], '--expires-at "tomorrow" must be a time in UTC, such as '],
    [[...key, '--expires-at', '2020-01-01T00:00:00Z'], '--expires-at 2020-01-01T00:00:00Z must be in the future.'],
  ])('%j', async (args, sentence) => {
    if (args.includes('Twin')) for (const _ of [1, 2]) await done('org', 'create', 'Twin');
    const before = await service.store.organizations();
    const { code, stdout, stderr } = await admin(args, environment);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.slice(0, sentence.length)).toBe(sentence);
    expect(await service.store.organizations()).toEqual(before);
  });

  test('everything that is wrong is told at once', async () => {
    const { stderr } = await admin(['key', 'create', '--name', '', '--expires-at', 'x'], environment);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^--org /),
      expect.stringMatching(/^--scope /),
      expect.stringMatching(/^--name /),
      expect.stringMatching(/^--expires-at /),
      'Try --help.',
    ]);
  });

  test("a secret that is not the service's", async () => {
    const before = await service.store.organizations();
    const other = { ...environment, LATCHKEY_SECRET: randomBytes(32).toString('base64') };
    for (const args of [['org', 'create', 'Acme'], key]) {
      expect(await admin(args, other)).toEqual({
        code: 1,
        stdout: '',
        stderr: 'LATCHKEY_SECRET is not the one that this database was made with\n',
      });
    }
    expect(await service.store.organizations()).toEqual(before);
  });

  test('a configuration that the service would refuse', async () => {
    const { code, stderr } = await admin(['org', 'list'], { ...environment, DATABASE_URL: 'x', PORT: 'y' });
    expect({ code, lines: stderr.split('\n') }).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/^PORT /), expect.stringMatching(/^DATABASE_URL /), ''],
    });
  });

  test('a database that is not there, none of which is made', async () => {
    const empty = await mkdtemp(path.join(folder, 'empty-'));
    const nowhere = { DATABASE_URL: `sqlite:${empty}/new/latchkey.db` };
    const { code, stderr } = await admin(['org', 'create', 'Acme'], nowhere);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^There is no database .*latchkey\.db\. If this is the right name, start the service/);
    expect(await readdir(empty)).toEqual([]);
    expect((await admin(['org', 'list'], { DATABASE_URL: 'sqlite::memory:' })).stderr).toContain('sqlite::memory:');
  });

  test('a database on which no service has started, which stays without an organization', async () => {
    const early = { DATABASE_URL: `sqlite:${folder}/early.db`, LATCHKEY_SECRET: randomBytes(32).toString('base64') };
    const store = await openStore(early.DATABASE_URL);
    const { code, stderr } = await admin(['org', 'create', 'Acme'], early);
    const made = await store.organizations();
    await store.close();
    expect({ code, stderr, made }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^No service has started on .*early\.db/),
      made: [],
    });
  });
});

test.each([
  [[]],
  [['--help']],
  [['org', 'create', '--help']],
  [['org', 'list', '--help']],
  [['key', 'create', '--help']],
  [['backup', '--help']],
  [['copy', '--help']],
  [['signing-key', 'list', '--help']],
  [['signing-key', 'rotate', '--help']],
  [['signing-key', 'replace', '--help']],
])('%j explains, and needs no database', async (args) => {
  const { code, stdout, stderr } = await admin(args, {});
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: npm run admin -- ${args.slice(0, -1).join(' ') || 'COMMAND'}`));
});

test('the program and the service write to one file at the same time, and neither is refused', async () => {
  const place = { cwd: folder, env: { ...sooner, DATABASE_URL: 'sqlite:latchkey.db' } };
  const running = run('server/admin.ts', ['org', 'create', 'Concurrent', '--json'], place);
  let isRunning = true;
  const ended = running.finally(() => (isRunning = false));
  const call = await connect(service.url, service.firstKey);
  const statuses = new Set<number>();
  while (isRunning) statuses.add((await call('POST', '/api-keys', { name: 'x' })).status);
  const { code, stdout, stderr } = await ended;
  expect({ code, stderr, statuses: [...statuses] }).toEqual({ code: 0, stderr: '', statuses: [201] });
  await expect(connect(service.url, (JSON.parse(stdout) as Made).key)).resolves.toBeDefined();
});

test('what the program refuses it ends with 1', async () => {
  const place = { cwd: folder, env: { ...sooner, DATABASE_URL: 'sqlite:latchkey.db' } };
  const { code, stdout, stderr } = await run('server/admin.ts', ['org'], place);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^There is no command "org"/);
});
