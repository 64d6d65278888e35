import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, expect, test, vi } from 'vitest';
import type { ClientCredentials } from '../../server/domain/authentication.ts';
import type { Store } from '../../server/domain/store.ts';
import { fetchToken, startService } from '../support/service.ts';
import { makeSubject, postForm, shown } from './operations.ts';
import { callerOf } from './support.ts';

/** Every question to the store since a test began, and every HMAC and comparison of digests. */
const work = { reads: [] as string[], hmacs: 0, comparisons: 0 };

let now = Date.now();
const service = await startService({ clock: () => now, wrapStore: counted });
const { createHmac, timingSafeEqual } = crypto;
vi.spyOn(crypto, 'createHmac').mockImplementation((...parameters) => {
  work.hmacs++;
  return createHmac(...parameters);
});
vi.spyOn(crypto, 'timingSafeEqual').mockImplementation((...parameters) => {
  work.comparisons++;
  return timingSafeEqual(...parameters);
});
// The server imports these by name.
syncBuiltinESMExports();

afterAll(async () => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  await service.stop();
});

function counted(store: Store): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...parameters: unknown[]) => {
        work.reads.push(String(name));
        return method.apply(target, parameters);
      };
    },
  });
}

const token = await fetchToken(service, service.firstKey);
const call = callerOf(service, token);
const patch = async (clientId: string, change: object) =>
  await call('PATCH', `/api-keys/${clientId}`, { body: JSON.stringify(change) });

const scopes = ['introspect:token'];
const live = await makeSubject(service, token, { scopes });
const other = await makeSubject(service, token, { scopes });
const disabled = await makeSubject(service, token, { scopes });
await patch(disabled.clientId, { enabled: false });
const deleted = await makeSubject(service, token, { scopes });
await call('DELETE', `/api-keys/${deleted.clientId}`);
const expired = await makeSubject(service, token, { scopes, expiresAt: new Date(now + 1).toISOString() });
const rotated = await makeSubject(service, token, { scopes });
await call('POST', `/api-keys/${rotated.clientId}/secrets`, { body: '{"previousExpiresIn":0}' });
now += 1;

/** Could be a client id, but is none. */
const unknown = `key_${'0'.repeat(22)}`;

/** Well-formed, every one. */
const refused: [why: string, credentials: ClientCredentials][] = [
  ['an unknown client', { clientId: unknown, clientSecret: live.clientSecret }],
  ['the secret of another client', { clientId: live.clientId, clientSecret: other.clientSecret }],
  ['a wrong secret without the prefix', { clientId: live.clientId, clientSecret: 'x'.repeat(40) }],
  ['an unknown client with such a secret', { clientId: unknown, clientSecret: 'x'.repeat(40) }],
  ['a disabled key', disabled],
  ['an expired key', expired],
  ['a deleted key', deleted],
  ['a secret that ended', rotated],
];

/** A checksum tells these apart before the store is asked, whether or not there is such a client. */
const mistyped: [why: string, credentials: ClientCredentials][] = [
  ['a mistyped secret', { clientId: live.clientId, clientSecret: `${live.clientSecret.slice(0, -1)}!` }],
  ['a mistyped secret of an unknown client', { clientId: unknown, clientSecret: `${live.clientSecret.slice(0, -1)}!` }],
];

const endpoints = {
  '/oauth/token': { grant_type: 'client_credentials' },
  '/oauth/introspect': { token: 'x' },
  '/oauth/revoke': { token: 'x' },
};

/** An answer, and the work that it took. */
async function attempt(path: keyof typeof endpoints, { clientId, clientSecret }: ClientCredentials) {
  Object.assign(work, { reads: [], hmacs: 0, comparisons: 0 });
  const form = { ...endpoints[path], client_id: clientId, client_secret: clientSecret };
  return { answer: shown(await postForm(service, path, form)), work: { ...work } };
}

const paths = Object.keys(endpoints) as (keyof typeof endpoints)[];
const once = { reads: ['findClient'], hmacs: 1, comparisons: 5 };
const never = { reads: [], hmacs: 0, comparisons: 0 };

test.each(paths)('%s answers whatever is wrong with a client alike, to the byte, by the same work', async (path) => {
  const { answer } = await attempt(path, { clientId: unknown, clientSecret: live.clientSecret });
  expect(answer).toMatchObject({ status: 401 });
  for (const [why, credentials] of refused) {
    expect({ why, ...(await attempt(path, credentials)) }).toEqual({ why, answer, work: once });
  }
  for (const [why, credentials] of mistyped) {
    expect({ why, ...(await attempt(path, credentials)) }).toEqual({ why, answer, work: never });
  }
});

test.each(paths)('%s lets the right secret through by that same work, and more', async (path) => {
  const { answer, work } = await attempt(path, live);
  expect(answer).toMatchObject({ status: 200 });
  expect(work).toMatchObject({ hmacs: once.hmacs, comparisons: once.comparisons });
  expect(work.reads[0]).toBe('findClient');
});
