import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { openService } from '../../server/service.ts';
import { type Answer, exchange } from '../contract/exchange.ts';
import { findPostgres, query } from '../support/postgres.ts';
import { rotateAtOnce } from '../support/rotation.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { postForm } from './operations.ts';

const server = await findPostgres();
afterAll(async () => await server?.[Symbol.asyncDispose]());

const silent = { info() {}, warn() {}, error() {} };
const serviceSecret = randomBytes(32);
const firstKey = { clientId: 'key_first', clientSecret: 'x'.repeat(40) };
let now = Date.now();
let databaseUrl: string;
let replicas: readonly Service[] = [];
let admin: string;
/** What the first key does with one replica after the other. */
let calls: readonly Call[] = [];

type Call = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Answer>;

function callWith(token: string, { url }: Pick<Service, 'url'>): Call {
  return async (method, path, body, headers = {}) => {
    const type = body && { 'Content-Type': 'application/json' };
    const all = { Authorization: `Bearer ${token}`, ...type, ...headers };
    return await exchange(url, { method, path, headers: all, body: body && JSON.stringify(body) });
  };
}

beforeAll(async () => {
  if (!server) return;
  databaseUrl = await server.createDatabase();
  // What it answers is checked against the contract elsewhere; here are thousands of calls.
  const parts = { databaseUrl, serviceSecret, firstKey, publicUrl: 'http://keys.example', validateResponses: false };
  replicas = await Promise.all(
    [1, 2, 3].map(() => startService({ ...parts, accessTokenLifetime: 86_400, clock: () => now })),
  );
  admin = await fetchToken(at(0), firstKey);
  calls = replicas.map((replica) => callWith(admin, replica));
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
});

function at(index: number): Service {
  const replica = replicas[index % replicas.length];
  if (!replica) throw new Error('There is no replica');
  return replica;
}

/** As the first key, at the replica of this number. */
const call = (index: number, ...parameters: Parameters<Call>) => callWith(admin, at(index))(...parameters);

async function onEach(act: (replica: Service, index: number) => Promise<Answer>): Promise<Answer[]> {
  return await Promise.all(replicas.map(act));
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

interface Victim {
  readonly client_id: string;
  readonly client_secret: string;
  readonly token: string;
}

async function makeVictim(index: number): Promise<Victim> {
  const made = await call(index, 'POST', '/api-keys', { name: 'Victim', scopes: ['read:api-key'] });
  const key = JSON.parse(made.text);
  return { client_id: key.clientId, client_secret: key.clientSecret, token: await fetchToken(at(index + 1), key) };
}

const patch = (index: number, { client_id }: Victim, change: object) =>
  call(index, 'PATCH', `/api-keys/${client_id}`, change);

/** What ends a token, done at the replica of this number, and whether its key may have another one then. */
const ends: Record<string, { end: (index: number, victim: Victim) => Promise<Answer>; newToken: number }> = {
  'deletion of its key': {
    end: (index, { client_id }) => call(index, 'DELETE', `/api-keys/${client_id}`),
    newToken: 401,
  },
  'disabling of its key': { end: (index, victim) => patch(index, victim, { enabled: false }), newToken: 401 },
  'expiry of its key': {
    async end(index, victim) {
      const patched = await patch(index, victim, { expiresAt: new Date(now + 1).toISOString() });
      now += 1;
      return patched;
    },
    newToken: 401,
  },
  revocation: {
    end: (index, { token, client_id, client_secret }) =>
      postForm(at(index), '/oauth/revoke', { token, client_id, client_secret }),
    newToken: 200,
  },
};

const rounds = 10;

describe.skipIf(!server)('three replicas on one database', () => {
  test('have made one first key and one signing key, though they started at once', async () => {
    expect(await query(databaseUrl, 'select client_id from api_keys')).toEqual([{ client_id: firstKey.clientId }]);
    expect(await query(databaseUrl, 'select sequence from signing_keys')).toEqual([{ sequence: 1 }]);
  });

  test.each(Object.entries(ends))(
    `after %s at one, the next call is refused at each, ${rounds} times`,
    async (_, how) => {
      for (let round = 0; round < rounds; round++) {
        const victim = await makeVictim(round);
        const use = (replica: Service) => callWith(victim.token, replica)('GET', '/api-keys?limit=1');
        expect(statuses(await onEach(use))).toEqual([200, 200, 200]);

        expect((await how.end(round, victim)).status).toBeLessThan(300);

        expect(statuses(await onEach(use))).toEqual([401, 401, 401]);
        const { client_id, client_secret, token } = victim;
        const introspector = { client_id: firstKey.clientId, client_secret: firstKey.clientSecret, token };
        const introspected = await postForm(at(round + 1), '/oauth/introspect', introspector);
        expect(introspected.text).toBe('{"active":false}');
        const credentials = { grant_type: 'client_credentials', client_id, client_secret };
        expect((await postForm(at(round + 2), '/oauth/token', credentials)).status).toBe(how.newToken);
      }
    },
  );

  test('make one key of a create that comes to all with one idempotency key', async () => {
    const total = async () => JSON.parse((await call(0, 'GET', '/api-keys?limit=1')).text).meta.total as number;
    const before = await total();
    for (let round = 0; round < rounds; round++) {
      const once = { 'Idempotency-Key': `round-${round}` };
      const answers = await onEach((_, index) => call(index, 'POST', '/api-keys', { name: 'Once' }, once));
      expect(statuses(answers)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    }
    expect(await total()).toBe(before + rounds);
  });

  test('let one of three changes of one revision through', async () => {
    const { client_id } = await makeVictim(0);
    for (let round = 0; round < rounds; round++) {
      const matches = { 'If-Match': `"${round + 1}"` };
      const answers = await onEach((_, index) =>
        call(index, 'PATCH', `/api-keys/${client_id}`, { name: `Round ${round} at ${index}` }, matches),
      );
      expect(statuses(answers).sort()).toEqual([200, 412, 412]);
    }
  });

  test('change a key at once so that some order of the changes explains what is left', async () => {
    const { client_id } = await makeVictim(0);
    const change = calls.map((at) => async (method: string, path: string, body?: object) => {
      const { status, headers, text } = await at(method, path, body);
      return new Response(text || null, { status, headers });
    });
    const refusals = await rotateAtOnce(change, client_id, 4);
    expect([...refusals].sort()).toEqual(['404 not_found', '409 last_secret', '409 too_many_secrets']);
  });

  test('never give a key more than five secrets', async () => {
    const { client_id } = await makeVictim(0);
    const twelve = Array.from({ length: 12 }, (_, index) => call(index, 'POST', `/api-keys/${client_id}/secrets`, {}));
    const made = statuses(await Promise.all(twelve)).filter((status) => status === 201);
    expect(made).toHaveLength(4);
    expect(JSON.parse((await call(0, 'GET', `/api-keys/${client_id}`)).text).secrets).toHaveLength(5);
  });

  test.each([
    ['earlier', 0, 1],
    ['later', 1, 0],
  ])('know a key’s last use, also if the replica that saw it writes it %s', async (_, first, second) => {
    const { client_id, client_secret } = await makeVictim(0);
    const use = (index: number) => fetchToken(at(index), { clientId: client_id, clientSecret: client_secret });
    now += 1000;
    await use(0);
    now += 1000;
    await use(1);
    await at(2).tidy();
    for (const index of [1 - first, 1 - second]) await at(index).tidy();
    const { lastUsedAt, secrets } = JSON.parse((await call(2, 'GET', `/api-keys/${client_id}`)).text);
    const expected = new Date(now).toISOString();
    expect([lastUsedAt, secrets[0].lastUsedAt]).toEqual([expected, expected]);
  });

  test('have counted their keys right after all kinds of changes at once', async () => {
    const create = async (index: number) => {
      const { status, text } = await call(index, 'POST', '/api-keys', { name: 'Counted' });
      return { status, clientId: JSON.parse(text).clientId as string };
    };
    const deleteAtEach = async (clientId: string) =>
      statuses(await onEach((_, index) => call(index, 'DELETE', `/api-keys/${clientId}`)));
    const outcomes = Array.from({ length: 20 }, async (_, index) => {
      const { status, clientId } = await create(index);
      return index % 2 === 0 ? [status] : (await deleteAtEach(clientId)).sort();
    });
    const expected = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? [201] : [204, 404, 404]));
    expect(await Promise.all(outcomes)).toEqual(expected);
    const [row] = await query(
      databaseUrl,
      `select key_count::int as counted, (select count(*)::int from api_keys) as rows from organizations`,
    );
    expect(row?.counted).toBe(row?.rows);
    expect(JSON.parse((await call(1, 'GET', '/api-keys?limit=1')).text).meta.total).toBe(row?.rows);
  });
});

describe.skipIf(!server)('limits of three replicas', () => {
  let urls: readonly string[] = [];
  beforeAll(async () => {
    const config = readConfig({
      DATABASE_URL: await server?.createDatabase(),
      LATCHKEY_SECRET: serviceSecret.toString('base64'),
      BOOTSTRAP_CLIENT_ID: firstKey.clientId,
      BOOTSTRAP_CLIENT_SECRET: firstKey.clientSecret,
      PUBLIC_URL: 'http://keys.example',
      METRICS_PORT: 'off',
      RATE_LIMIT_KEY: '30/600',
      RATE_LIMIT_CLIENT_FAILURES: '10/600',
    });
    const services = await Promise.all([1, 2, 3].map(() => openService(config, silent, () => {})));
    urls = await Promise.all(services.map(({ app }) => app.listen(0, '127.0.0.1')));
    return async () => void (await Promise.all(services.map((service) => service.stop())));
  });
  const url = (index: number) => urls[index % urls.length] ?? '';

  test('are of the calls at all of them together', async () => {
    const token = await fetchToken({ url: url(0) }, firstKey);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => callWith(token, { url: url(index) })('GET', '/api-keys')),
    );
    const expected = [...Array(29).fill(200), ...Array(31).fill(429)];
    expect(statuses(answers).sort()).toEqual(expected);
  });

  test('let one more wrong secret at each be tried than at one', async () => {
    const askForToken = async (index: number, client_secret: string) => {
      const body = { grant_type: 'client_credentials', client_id: firstKey.clientId, client_secret };
      const response = await fetch(`${url(index)}/oauth/token`, { method: 'POST', body: new URLSearchParams(body) });
      return response.status;
    };
    const tried: number[] = [];
    for (let attempt = 0; attempt < 30; attempt++) tried.push(await askForToken(attempt, 'wrong'.repeat(8)));
    const wrong = tried.filter((status) => status === 401).length;
    expect(tried.slice(12)).toEqual(Array(18).fill(429));
    expect(wrong).toBeGreaterThanOrEqual(10);
    expect(wrong).toBeLessThanOrEqual(12);
    expect(await askForToken(0, firstKey.clientSecret)).toBe(429);
  });
});
