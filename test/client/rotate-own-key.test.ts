import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLatchkeyClient, type NewSecret } from '../../client/index.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

/** A key that may rotate itself. */
async function makeKey() {
  const latchkey = createLatchkeyClient({ baseUrl: service.url, ...service.firstKey });
  return await latchkey.createApiKey({ body: { name: 'Worker', scopes: ['read:api-key', 'update:api-key'] } });
}

/** A client with a key, and the secrets that it asked for tokens with. */
async function selfRotating() {
  const key = await makeKey();
  const secrets: (string | null)[] = [];
  let isExpired = false;
  const latchkey = createLatchkeyClient({
    baseUrl: service.url,
    ...key,
    async fetch(request) {
      if (request.url.endsWith('/oauth/token')) {
        secrets.push(new URLSearchParams(await request.clone().text()).get('client_secret'));
      } else if (isExpired) {
        isExpired = false;
        return new Response(null, { status: 401 });
      }
      return await fetch(request);
    },
  });
  const expireToken = () => {
    isExpired = true;
  };
  return { key, latchkey, secrets, expireToken };
}

describe('a client that rotates its own key', () => {
  test('fetches its next token with the new secret', async () => {
    const { key, latchkey, secrets, expireToken } = await selfRotating();
    const handed: NewSecret[] = [];
    await latchkey.rotate({ clientId: key.clientId, handOver: (fresh) => handed.push(fresh) });
    expireToken();
    await latchkey.listApiKeys();
    expect(secrets).toEqual([key.clientSecret, handed[0]?.clientSecret, handed[0]?.clientSecret]);
  });

  test('goes on with the old secret if the hand-over fails', async () => {
    const { key, latchkey, secrets, expireToken } = await selfRotating();
    const handOver = () => {
      throw new Error('The vault is closed');
    };
    await expect(latchkey.rotate({ clientId: key.clientId, handOver })).rejects.toThrow('The vault is closed');
    expireToken();
    await latchkey.listApiKeys();
    expect(secrets).toEqual([key.clientSecret, key.clientSecret]);
  });

  test('goes on with the old secret if the new one gets no token', async () => {
    const { key, latchkey, secrets, expireToken } = await selfRotating();
    const handOver = async ({ clientId, secretId }: NewSecret) => {
      await latchkey.deleteSecret({ clientId, secretId });
    };
    await expect(latchkey.rotate({ clientId: key.clientId, handOver })).rejects.toThrow('gets no token');
    expireToken();
    await latchkey.listApiKeys();
    expect(secrets.at(-1)).toBe(key.clientSecret);
  });

  test('keeps its secret when it rotates another key', async () => {
    const { key, latchkey, secrets, expireToken } = await selfRotating();
    const other = await makeKey();
    await latchkey.rotate({ clientId: other.clientId, handOver() {} });
    expireToken();
    await latchkey.listApiKeys();
    expect(secrets.at(-1)).toBe(key.clientSecret);
  });

  test('loses no call that is under way', async () => {
    const { key, latchkey, expireToken } = await selfRotating();
    let calls: Promise<unknown>[] = [];
    const handOver = () => {
      expireToken();
      calls = Array.from({ length: 3 }, () => latchkey.listApiKeys());
    };
    await latchkey.rotate({ clientId: key.clientId, handOver });
    expect(await Promise.all(calls)).toHaveLength(3);
  });
});
