import { afterAll, describe, expect, test } from 'vitest';
import { sharedCounters } from '../../server/counters/shared.ts';
import type { RateLimits } from '../../server/domain/rate-limits.ts';
import { StoreUnavailable } from '../../server/domain/store.ts';
import { createRateLimits, type Quotas } from '../../server/rate-limits.ts';
import { fetchToken, startService } from '../support/service.ts';
import { type CreatedKey, callerOf, expectJson, oauthError, plainError, read } from './support.ts';

/** What each test sets anew. */
let limits: RateLimits;
const rateLimits: RateLimits = {
  admitAddress: (address) => limits.admitAddress(address),
  admitKey: (clientId) => limits.admitKey(clientId),
  admitAttempt: (attempt) => limits.admitAttempt(attempt),
  noteFailure: (attempt) => limits.noteFailure(attempt),
};
function limit(quotas: Partial<Quotas>): void {
  const plenty = { calls: 1000, window: 600 };
  limits = createRateLimits({
    address: plenty,
    key: plenty,
    clientFailures: plenty,
    addressFailures: plenty,
    ...quotas,
  });
}

// Behind a proxy that it trusts, tests call from many addresses.
const service = await startService({ rateLimits, trustProxy: 'loopback' });
afterAll(service.stop);
const { clientId, clientSecret } = service.firstKey;

const list = (address: string, token = 'bad', { url } = service) =>
  fetch(`${url}/api-keys`, { headers: { Authorization: `Bearer ${token}`, 'X-Forwarded-For': address } });

const post = (path: string, address: string, fields: Record<string, string>) =>
  fetch(service.url + path, {
    method: 'POST',
    headers: { 'X-Forwarded-For': address },
    body: new URLSearchParams(fields),
  });

const askForToken = (address: string, client_id: string, client_secret: string) =>
  post('/oauth/token', address, { grant_type: 'client_credentials', client_id, client_secret });

/** Statuses of calls, one after the other. */
async function statusesOf(count: number, call: (index: number) => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index++) statuses.push((await call(index)).status);
  return statuses;
}

const times = (count: number, status: number) => Array<number>(count).fill(status);

/** A 429 that says which quota is used up, how large it is, and when there is room again. */
async function expectLimited(response: Response, body: object, name: string, calls: number): Promise<void> {
  await expectJson(response, 429, body);
  const { headers } = response;
  const retryAfter = Number(headers.get('Retry-After'));
  expect(retryAfter).toBeGreaterThan(500);
  expect(retryAfter).toBeLessThanOrEqual(600);
  expect(headers.get('RateLimit')).toBe(`"${name}";r=0;t=${retryAfter}`);
  expect(headers.get('RateLimit-Policy')).toBe(`"${name}";q=${calls};w=600`);
  expect(headers.get('Cache-Control')).toBe('no-store');
}

const plain = plainError('rate_limited');
const oauth = oauthError('temporarily_unavailable');

describe('an address', () => {
  const address = { calls: 3, window: 600 };

  test('is limited before anybody asks who is calling', async () => {
    limit({ address });
    expect(await statusesOf(3, () => list('192.0.2.1'))).toEqual(times(3, 401));
    await expectLimited(await list('192.0.2.1'), plain, 'address', 3);
    expect((await list('192.0.2.2')).status).toBe(401);
  });

  test('is limited at the OAuth endpoints, in their form, whatever it asked for before', async () => {
    limit({ address });
    await statusesOf(3, () => list('192.0.2.1'));
    for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke']) {
      await expectLimited(await post(path, '192.0.2.1', { token: 'x' }), oauth, 'address', 3);
    }
  });

  test('is what its proxy says if that is trusted', async () => {
    limit({ address });
    const forwarded = (index: number) => list(`192.0.2.${index}, 198.51.100.1`);
    expect(await statusesOf(4, forwarded)).toEqual([...times(3, 401), 429]);
    expect((await list('198.51.100.1, 192.0.2.1')).status).toBe(401);
  });

  test('is not what a caller says of itself', async () => {
    limit({ address });
    await using exposed = await startService({ rateLimits });
    expect(await statusesOf(4, (index) => list(`192.0.2.${index}`, 'bad', exposed))).toEqual([...times(3, 401), 429]);
  });

  test('may always ask for the service’s health', async () => {
    limit({ address });
    expect(await statusesOf(4, () => list('127.0.0.1'))).toEqual([...times(3, 401), 429]);
    const paths = ['/health/live', '/health/ready', '/health/live', '/health/ready', '/health/live'];
    expect(await statusesOf(5, (index) => fetch(service.url + paths[index]))).toEqual(times(5, 200));
  });
});

describe('a key', () => {
  const key = { calls: 3, window: 600 };

  test('is limited as soon as it is known, before it is asked what it may do', async () => {
    limit({ key });
    const token = await fetchToken(service, service.firstKey, 'read:api-key');
    const remove = () => callerOf(service, token)('DELETE', '/api-keys/key_none');
    expect(await statusesOf(2, remove)).toEqual(times(2, 403));
    await expectLimited(await remove(), plain, 'key', 3);
    await expectLimited(await list('192.0.2.1', token), plain, 'key', 3);
    expect((await list('192.0.2.1')).status).toBe(401);
  });

  test('is limited when it asks for tokens, too, and no other key with it', async () => {
    limit({ key });
    const call = callerOf(service, await fetchToken(service, service.firstKey));
    const other = await read<CreatedKey>(await call('POST', '/api-keys', { body: '{"name":"Other"}' }));
    expect((await askForToken('192.0.2.1', clientId, clientSecret)).status).toBe(200);
    await expectLimited(await askForToken('192.0.2.1', clientId, clientSecret), oauth, 'key', 3);
    expect((await askForToken('192.0.2.1', other.clientId, other.clientSecret)).status).toBe(200);
  });

  test('loses nothing to those who don’t know its secret', async () => {
    limit({ key });
    expect(await statusesOf(5, () => askForToken('192.0.2.1', clientId, 'wrong'))).toEqual(times(5, 401));
    expect((await askForToken('192.0.2.2', clientId, clientSecret)).status).toBe(200);
  });
});

describe('failed authentication', () => {
  const clientFailures = { calls: 10, window: 600 };

  test('shuts a client out at that address, even with the right secret, and nowhere else', async () => {
    limit({ clientFailures });
    const wrong = () => askForToken('192.0.2.1', clientId, 'wrong');
    expect(await statusesOf(10, wrong)).toEqual(times(10, 401));
    await expectLimited(await wrong(), oauth, 'client-failures', 10);
    for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke']) {
      const right = { grant_type: 'client_credentials', token: 'x', client_id: clientId, client_secret: clientSecret };
      await expectLimited(await post(path, '192.0.2.1', right), oauth, 'client-failures', 10);
      expect((await post(path, '192.0.2.2', right)).status).toBe(200);
    }
  });

  test('counts at whichever endpoint it was tried, and however the credentials came', async () => {
    limit({ clientFailures: { calls: 4, window: 600 } });
    const wrong = { client_id: clientId, client_secret: 'wrong' };
    const calls = [
      () => post('/oauth/introspect', '192.0.2.1', { ...wrong, token: 'x' }),
      () => post('/oauth/revoke', '192.0.2.1', { ...wrong, token: 'x' }),
      () => askForToken('192.0.2.1', clientId, 'wrong'),
      () =>
        fetch(`${service.url}/oauth/token`, {
          method: 'POST',
          headers: { Authorization: `Basic ${btoa(`${clientId}:wrong`)}`, 'X-Forwarded-For': '192.0.2.1' },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        }),
    ];
    for (const call of calls) expect((await call()).status).toBe(401);
    expect((await askForToken('192.0.2.1', clientId, 'wrong')).status).toBe(429);
  });

  test('of a client that doesn’t exist can’t be told from a wrong secret', async () => {
    limit({ clientFailures });
    const attempts = (address: string, id: string) => statusesOf(12, () => askForToken(address, id, 'wrong'));
    const expected = [...times(10, 401), 429, 429];
    expect(await attempts('192.0.2.1', clientId)).toEqual(expected);
    expect(await attempts('192.0.2.1', 'key_none')).toEqual(expected);
    const answer = async (id: string) => {
      const response = await askForToken('192.0.2.1', id, 'wrong');
      const varying = ['x-request-id', 'date', 'retry-after', 'ratelimit'];
      return [[...response.headers].filter(([name]) => !varying.includes(name)), await response.text()];
    };
    expect(await answer('key_none')).toEqual(await answer(clientId));
  });

  test('with ever other ids shuts out the address', async () => {
    limit({ addressFailures: { calls: 5, window: 600 } });
    const invented = (index: number) => askForToken('192.0.2.1', `key_${index}`, 'wrong');
    expect(await statusesOf(6, invented)).toEqual([...times(5, 401), 429]);
    const right = (address: string) => askForToken(address, clientId, clientSecret);
    await expectLimited(await right('192.0.2.1'), oauth, 'address-failures', 5);
    expect((await right('192.0.2.2')).status).toBe(200);
  });

  test('that can’t be counted is not let by; what needs no count is', async () => {
    const away = { countCalls: () => Promise.reject(new StoreUnavailable(new Error('away'))) };
    const plenty = { calls: 1000, window: 600 };
    const quotas = { address: plenty, key: plenty, clientFailures: plenty, addressFailures: plenty };
    limits = createRateLimits(quotas, sharedCounters(away));
    await expectJson(await askForToken('192.0.2.1', clientId, 'wrong'), 503, oauthError('temporarily_unavailable'));
    expect((await askForToken('192.0.2.1', clientId, clientSecret)).status).toBe(200);
    const paths = ['/.well-known/oauth-authorization-server', '/.well-known/jwks.json'];
    expect(await statusesOf(2, (index) => fetch(service.url + paths[index]))).toEqual([200, 200]);
    expect((await list('192.0.2.1', 'bad')).status).toBe(401);
  });

  test('is not what succeeds, nor what is refused for another reason', async () => {
    const one = { calls: 1, window: 600 };
    limit({ clientFailures: one, addressFailures: one });
    const ask = (more: Record<string, string>) =>
      post('/oauth/token', '192.0.2.1', { client_id: clientId, client_secret: clientSecret, ...more });
    expect((await ask({ grant_type: 'client_credentials' })).status).toBe(200);
    expect((await ask({ grant_type: 'client_credentials', scope: 'unheard:of' })).status).toBe(400);
    expect((await ask({ grant_type: 'password' })).status).toBe(400);
    expect((await ask({ grant_type: 'client_credentials' })).status).toBe(200);
  });
});
