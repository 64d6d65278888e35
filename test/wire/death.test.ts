import { afterAll, expect, test } from 'vitest';
import { exchange } from '../contract/exchange.ts';
import { fetchToken, startService } from '../support/service.ts';
import { postForm } from './operations.ts';

/** A thousand with the long runs (`npm run test:faults -- death`). */
const rounds = Number(process.env.DEATHS ?? 100);

let now = Date.now();
// What it answers is checked against the contract elsewhere; here are thousands of calls.
const service = await startService({ clock: () => now, accessTokenLifetime: 86_400, validateResponses: false });
afterAll(service.stop);
const { clientId, clientSecret } = service.firstKey;
const firstClient = { client_id: clientId, client_secret: clientSecret };
const admin = await fetchToken(service, service.firstKey);

async function call(token: string, method: string, path: string, body?: object) {
  const headers = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) };
  return await exchange(service.url, { method, path, headers, body: body && JSON.stringify(body) });
}

interface Victim {
  readonly client_id: string;
  readonly client_secret: string;
  readonly token: string;
}

async function makeVictim(): Promise<Victim> {
  const made = await call(admin, 'POST', '/api-keys', { name: 'Victim', scopes: ['read:api-key', 'other'] });
  const { clientId: client_id, clientSecret: client_secret } = JSON.parse(made.text);
  return {
    client_id,
    client_secret,
    token: JSON.parse((await askForToken({ client_id, client_secret })).text).access_token,
  };
}

async function askForToken({ client_id, client_secret }: Pick<Victim, 'client_id' | 'client_secret'>) {
  return await postForm(service, '/oauth/token', { grant_type: 'client_credentials', client_id, client_secret });
}

const patch = async ({ client_id }: Victim, change: object) =>
  await call(admin, 'PATCH', `/api-keys/${client_id}`, change);

/** What ends a token, and what is true from that moment. */
const ends = {
  'deletion of its key': {
    end: ({ client_id }: Victim) => call(admin, 'DELETE', `/api-keys/${client_id}`),
    after: { call: 401, introspection: '{"active":false}', newToken: 401 },
  },
  'disabling of its key': {
    end: (victim: Victim) => patch(victim, { enabled: false }),
    after: { call: 401, introspection: '{"active":false}', newToken: 401 },
  },
  'expiry of its key': {
    async end(victim: Victim) {
      const patched = await patch(victim, { expiresAt: new Date(now + 1).toISOString() });
      now += 1;
      return patched;
    },
    after: { call: 401, introspection: '{"active":false}', newToken: 401 },
  },
  revocation: {
    end: ({ token, client_id, client_secret }: Victim) =>
      postForm(service, '/oauth/revoke', { token, client_id, client_secret }),
    after: { call: 401, introspection: '{"active":false}', newToken: 200 },
  },
};

test.each(Object.entries(ends))(
  `after %s the very next call is refused, ${rounds} times in a row`,
  { timeout: 60_000 },
  async (_, { end, after }) => {
    for (let round = 0; round < rounds; round++) {
      const victim = await makeVictim();
      const use = async () => (await call(victim.token, 'GET', '/api-keys?limit=1')).status;
      const introspect = async () =>
        await postForm(service, '/oauth/introspect', { token: victim.token, ...firstClient });
      expect(await use()).toBe(200);

      expect((await end(victim)).status).toBeLessThan(300);

      expect({
        call: await use(),
        introspection: (await introspect()).text,
        newToken: (await askForToken(victim)).status,
      }).toEqual(after);
    }
  },
);

test.each([
  ['disabled', ends['disabling of its key'].end, { enabled: true }],
  ['expired', ends['expiry of its key'].end, { expiresAt: null }],
])('a token that died when its key was %s stays dead when the key lives again', async (_, end, revival) => {
  const victim = await makeVictim();
  await end(victim);
  expect((await patch(victim, revival)).status).toBe(200);
  expect((await call(victim.token, 'GET', '/api-keys')).status).toBe(401);
  expect((await askForToken(victim)).status).toBe(200);
});
