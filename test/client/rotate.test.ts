import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ApiError, createLatchkeyClient, type NewSecret, RotationError } from '../../client/index.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { losingOneAnswer, skipWaits, unreliableFetch } from '../support/unreliable.ts';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

afterAll(() => service.stop());

type Fetch = (request: Request) => Promise<Response>;

function adminClient(fetch?: Fetch) {
  return createLatchkeyClient({ baseUrl: service.url, ...service.firstKey, ...(fetch && { fetch }) });
}

/** A key to rotate, by itself if need be. */
async function makeKey() {
  return await adminClient().createApiKey({ body: { name: 'Worker', scopes: ['read:api-key', 'update:api-key'] } });
}

async function secretIdsOf(clientId: string) {
  const { secrets } = await adminClient().getApiKey({ clientId });
  return secrets.map(({ secretId }) => secretId);
}

const works = async (key: { clientId: string; clientSecret: string }) =>
  await fetchToken(service, key).then(
    () => true,
    () => false,
  );

const isSecretOf = (clientId: string) => new RegExp(`^/api-keys/${clientId}/secrets`);

/** What `rotate` was rejected with. */
async function failureOf(rotation: Promise<unknown>): Promise<unknown> {
  return await rotation.then(
    () => expect.fail('The rotation should have failed'),
    (error: unknown) => error,
  );
}

/** Timers run only when told. @returns what resolves once somebody waits for so many milliseconds */
function stopTime(milliseconds: number) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const timers = vi.spyOn(globalThis, 'setTimeout');
  return async () => {
    // Not expect.poll: it would move the time on.
    while (!timers.mock.calls.some(([, wait]) => wait === milliseconds)) await setImmediate();
  };
}

describe('a rotation', () => {
  test('hands over a new secret while the old one works, then retires the old one', async () => {
    const key = await makeKey();
    const handOver = vi.fn(async (fresh: NewSecret) => {
      expect([await works(key), await works(fresh)]).toEqual([true, true]);
    });
    const rotated = await adminClient().rotate({ clientId: key.clientId, handOver });
    const fresh = handOver.mock.lastCall?.[0];
    expect(rotated).toEqual({ clientId: key.clientId, secretId: fresh?.secretId, retired: [key.secretId] });
    expect(await secretIdsOf(key.clientId)).toEqual([fresh?.secretId]);
    expect(await works(key)).toBe(false);
  });

  test('changes nothing if the hand-over fails, and throws what that threw', async () => {
    const key = await makeKey();
    const handOver = async () => {
      throw new Error('The vault is closed');
    };
    await expect(adminClient().rotate({ clientId: key.clientId, handOver })).rejects.toThrow(/^The vault is closed$/);
    const { secrets } = await adminClient().getApiKey({ clientId: key.clientId });
    expect(secrets).toMatchObject([{ secretId: key.secretId, expiresAt: null }]);
  });

  test('takes the new secret back also when the signal is what ended the hand-over', async () => {
    const key = await makeKey();
    const controller = new AbortController();
    const { signal } = controller;
    const handOver = () => {
      controller.abort(new Error('No longer needed'));
      signal.throwIfAborted();
    };
    const rotation = adminClient().rotate({ clientId: key.clientId, handOver }, { signal });
    await expect(rotation).rejects.toThrow(/^No longer needed$/);
    expect(await secretIdsOf(key.clientId)).toEqual([key.secretId]);
  });

  test('says so when the new secret could not even be taken back, and why there was need to', async () => {
    skipWaits();
    const key = await makeKey();
    const latchkey = adminClient(unreliableFetch(({ method }) => (method === 'DELETE' ? 'unsent' : 'fine')));
    const cause = new Error('The vault is closed');
    const handOver = async () => {
      throw cause;
    };
    const failure = await failureOf(latchkey.rotate({ clientId: key.clientId, handOver }));
    const secretId = (await secretIdsOf(key.clientId)).find((id) => id !== key.secretId);
    expect(failure).toBeInstanceOf(RotationError);
    expect(failure).toMatchObject({ clientId: key.clientId, secretId, left: [key.secretId], cause });
    expect((failure as Error).message).toMatch(/could not be deleted.*No answer.*The vault is closed$/);
  });

  test('retires nothing before the new secret got a token', async () => {
    const key = await makeKey();
    const handOver = async ({ clientId, secretId }: NewSecret) => {
      await adminClient().deleteSecret({ clientId, secretId });
    };
    const failure = await failureOf(adminClient().rotate({ clientId: key.clientId, handOver }));
    expect(failure).toBeInstanceOf(RotationError);
    expect(failure).toMatchObject({ left: [key.secretId], cause: { operationId: 'issueToken' } });
    expect(await works(key)).toBe(true);
  });

  test('names the old secret that it could not retire, and retires the others', async () => {
    skipWaits();
    const key = await makeKey();
    const second = await adminClient().createSecret({ clientId: key.clientId });
    const third = await adminClient().createSecret({ clientId: key.clientId });
    const latchkey = adminClient(
      unreliableFetch(({ method, url }) => (method === 'DELETE' && url.endsWith(second.secretId) ? 'unsent' : 'fine')),
    );
    const failure = await failureOf(latchkey.rotate({ clientId: key.clientId, handOver() {} }));
    expect(failure).toMatchObject({
      name: 'RotationError',
      left: [second.secretId],
      cause: { name: 'ConnectionError' },
    });
    const rest = await secretIdsOf(key.clientId);
    expect(rest).toContain(second.secretId);
    expect(rest).not.toContain(key.secretId);
    expect(rest).not.toContain(third.secretId);
  });

  test('is not confused by a lost answer to a delete', async () => {
    skipWaits();
    const key = await makeKey();
    const latchkey = adminClient(losingOneAnswer('DELETE', isSecretOf(key.clientId)));
    const { secretId } = await latchkey.rotate({ clientId: key.clientId, handOver() {} });
    expect(await secretIdsOf(key.clientId)).toEqual([secretId]);
  });

  test('leaves a secret that somebody adds meanwhile', async () => {
    const key = await makeKey();
    let theirs = '';
    const latchkey = adminClient(async (request) => {
      if (request.method === 'POST' && request.url.endsWith('/secrets')) {
        theirs = (await adminClient().createSecret({ clientId: key.clientId })).secretId;
      }
      return await fetch(request);
    });
    const { secretId } = await latchkey.rotate({ clientId: key.clientId, handOver() {} });
    expect((await secretIdsOf(key.clientId)).sort()).toEqual([theirs, secretId].sort());
  });

  test('at the same time as another leaves a key that works', async () => {
    const key = await makeKey();
    const handed: NewSecret[] = [];
    const handOver = async (fresh: NewSecret) => {
      handed.push(fresh);
    };
    const both = [1, 2].map(() => adminClient().rotate({ clientId: key.clientId, handOver }));
    await Promise.allSettled(both);
    const usable = await Promise.all(handed.map(works));
    expect(usable).toContain(true);
    expect(await works(key)).toBe(false);
  });

  test('tidies up after one that died', async () => {
    const key = await makeKey();
    await adminClient().createSecret({ clientId: key.clientId });
    const { secretId } = await adminClient().rotate({ clientId: key.clientId, handOver() {} });
    expect(await secretIdsOf(key.clientId)).toEqual([secretId]);
  });

  test('of a key with five secrets is refused before anything is handed over', async () => {
    const key = await makeKey();
    for (let added = 0; added < 4; added++) await adminClient().createSecret({ clientId: key.clientId });
    const handOver = vi.fn();
    const failure = await failureOf(adminClient().rotate({ clientId: key.clientId, handOver }));
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 409, code: 'too_many_secrets' });
    expect(handOver).not.toHaveBeenCalled();
  });

  test('of a key that is disabled is refused before a secret is made', async () => {
    const { clientId } = await makeKey();
    await adminClient().updateApiKey({ clientId, body: { enabled: false } });
    const before = await secretIdsOf(clientId);
    await expect(adminClient().rotate({ clientId, handOver() {} })).rejects.toThrow(TypeError);
    expect(await secretIdsOf(clientId)).toEqual(before);
  });

  test('with an overlap retires the old secrets so much later', async () => {
    const key = await makeKey();
    const waitBegan = stopTime(600_000);
    const rotation = adminClient().rotate({ clientId: key.clientId, handOver() {}, overlap: 600 });
    await waitBegan();
    vi.advanceTimersByTime(599_999);
    expect(await works(key)).toBe(true);
    vi.advanceTimersByTime(1);
    await rotation;
    expect(await works(key)).toBe(false);
  });

  test('that is ended in its overlap has shortened nothing', async () => {
    const key = await makeKey();
    const waitBegan = stopTime(600_000);
    const controller = new AbortController();
    const { signal } = controller;
    const rotation = adminClient().rotate({ clientId: key.clientId, handOver() {}, overlap: 600 }, { signal });
    await waitBegan();
    controller.abort(new Error('Shutting down'));
    expect(await failureOf(rotation)).toMatchObject({ left: [key.secretId], cause: { message: 'Shutting down' } });
    const { secrets } = await adminClient().getApiKey({ clientId: key.clientId });
    expect(secrets.map(({ expiresAt }) => expiresAt)).toEqual([null, null]);
  });

  test.each([-1, 86_401, Number.NaN])('with an overlap of %d is refused before anything is done', async (overlap) => {
    const key = await makeKey();
    const rotation = adminClient().rotate({ clientId: key.clientId, handOver() {}, overlap });
    await expect(rotation).rejects.toThrow(RangeError);
    expect(await secretIdsOf(key.clientId)).toEqual([key.secretId]);
  });
});
