import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, createLatchkeyClient } from '../../client/index.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';

afterEach(() => {
  vi.useRealTimers();
});

function clientOf(service: Service) {
  return createLatchkeyClient({ baseUrl: service.url, ...service.firstKey });
}

/** The statuses that the service answered an operation with, in order. */
function answersOf({ log }: Service, operationId: string) {
  return log
    .filter(({ fields }) => fields.operationId === operationId && 'status' in fields)
    .map(({ fields }) => fields.status);
}

describe('a client with a key', () => {
  test('creates, reads, lists and deletes keys', async () => {
    await using service = await startService();
    const latchkey = clientOf(service);
    const created = await latchkey.createApiKey({ body: { name: 'Worker', scopes: ['read:api-key'] } });
    expect((await latchkey.getApiKey({ clientId: created.clientId })).secrets).toHaveLength(1);
    expect((await latchkey.listApiKeys({ limit: 1, offset: 1 })).apiKeys[0]?.name).toBe('Worker');
    expect(await latchkey.deleteApiKey({ clientId: created.clientId })).toBeUndefined();
    expect((await latchkey.listApiKeys()).meta.total).toBe(1);
  });

  test('throws what the server refused, with its code and request id', async () => {
    await using service = await startService();
    const error = await clientOf(service)
      .getApiKey({ clientId: 'nobody' })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 404, code: 'not_found', operationId: 'getApiKey' });
    const logged = service.log.map(({ fields }) => fields.requestId);
    expect(logged).toContain((error as ApiError).requestId);
  });

  test('tells answers apart by status, if asked to', async () => {
    await using service = await startService();
    const answer = await clientOf(service).answers.createApiKey({ body: { name: ' ' } });
    if (answer.status !== 400) throw new Error(`Expected 400, got ${answer.status}`);
    expect(answer.body.errors).toMatchObject([{ pointer: '/body/name' }]);
  });

  test('names the token endpoint when its secret is wrong', async () => {
    await using service = await startService();
    const latchkey = createLatchkeyClient({ baseUrl: service.url, ...service.firstKey, clientSecret: 'wrong' });
    await expect(latchkey.listApiKeys()).rejects.toMatchObject({ operationId: 'issueToken', code: 'invalid_client' });
  });

  test.each(['', '.', '..'])('refuses to send %j as a client id, which would call another path', async (clientId) => {
    await using service = await startService();
    await expect(clientOf(service).deleteApiKey({ clientId })).rejects.toThrow(TypeError);
  });

  test('sends any other client id as it is', async () => {
    await using service = await startService();
    for (const clientId of ["a b/!'()*?#%", 'ключ', '...', '%2e']) {
      await expect(clientOf(service).getApiKey({ clientId })).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('its token', () => {
  test('is shared by concurrent calls', async () => {
    await using service = await startService();
    const latchkey = clientOf(service);
    await Promise.all(Array.from({ length: 20 }, () => latchkey.listApiKeys()));
    expect(answersOf(service, 'issueToken')).toEqual([200]);
  });

  test('is renewed before it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await using service = await startService({ accessTokenLifetime: 100 });
    const latchkey = clientOf(service);
    await latchkey.listApiKeys();
    vi.setSystemTime(Date.now() + 85_000);
    await latchkey.listApiKeys();
    expect(answersOf(service, 'issueToken')).toEqual([200]);
    vi.setSystemTime(Date.now() + 10_000);
    await latchkey.listApiKeys();
    expect(answersOf(service, 'issueToken')).toEqual([200, 200]);
    expect(answersOf(service, 'listApiKeys')).toEqual([200, 200, 200]);
  });

  test('is renewed once after a 401, and the call repeated', async () => {
    let offset = 0;
    await using service = await startService({ clock: () => Date.now() + offset });
    const latchkey = clientOf(service);
    await latchkey.listApiKeys();
    offset = 3_600_000;
    await latchkey.createApiKey({ body: { name: 'Worker' } });
    expect(answersOf(service, 'createApiKey')).toEqual([401, 201]);
    expect(answersOf(service, 'issueToken')).toEqual([200, 200]);
  });

  test('is not asked for again and again once the key is gone', async () => {
    await using service = await startService();
    const worker = await clientOf(service).createApiKey({ body: { name: 'Worker' } });
    const latchkey = createLatchkeyClient({ baseUrl: service.url, ...worker });
    await latchkey.listApiKeys();
    await clientOf(service).deleteApiKey({ clientId: worker.clientId });
    await expect(latchkey.listApiKeys()).rejects.toMatchObject({ code: 'invalid_client' });
    expect(answersOf(service, 'listApiKeys')).toEqual([200, 401]);
  });
});

describe('a client with an access token', () => {
  test('sends the one that it is given', async () => {
    await using service = await startService();
    const accessToken = await fetchToken(service, service.firstKey);
    const latchkey = createLatchkeyClient({ baseUrl: service.url, accessToken });
    expect((await latchkey.listApiKeys()).count).toBe(1);
  });

  test('asks for another after a 401, once', async () => {
    await using service = await startService();
    const tokens = ['stale', await fetchToken(service, service.firstKey), 'never'];
    const accessToken = vi.fn(async () => tokens.shift() ?? '');
    const latchkey = createLatchkeyClient({ baseUrl: service.url, accessToken });
    expect((await latchkey.listApiKeys()).count).toBe(1);
    expect(accessToken).toHaveBeenCalledTimes(2);
  });

  test('gives up when that one is refused, too', async () => {
    await using service = await startService();
    const accessToken = vi.fn(async () => `stale${accessToken.mock.calls.length}`);
    const latchkey = createLatchkeyClient({ baseUrl: service.url, accessToken });
    await expect(latchkey.listApiKeys()).rejects.toMatchObject({ status: 401, code: 'invalid_token' });
    expect(accessToken).toHaveBeenCalledTimes(2);
  });
});
