import { randomBytes } from 'node:crypto';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { expect, test, vi } from 'vitest';
import { openStore } from '../../server/storage/index.ts';
import { fetchToken, startService } from '../support/service.ts';

/** Milliseconds between two rounds of housekeeping. */
const soon = 10;
/** So long that nothing happens by itself. */
const never = 1_000_000_000;

test('when a secret was last used is written by itself', async () => {
  await using service = await startService({ housekeepingInterval: soon });
  await fetchToken(service, service.firstKey);
  const lastUses = async () => {
    const found = await service.store.findClient(service.firstKey.clientId);
    return [found?.key.lastUsedAt, found?.secrets[0]?.lastUsedAt];
  };
  await expect.poll(lastUses).toEqual([expect.any(Number), expect.any(Number)]);
});

test('when a secret was last used is written on a clean stop', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-uses-'));
  const databaseUrl = `sqlite:${path.join(folder.path, 'latchkey.db')}`;
  const service = await startService({ databaseUrl, serviceSecret: randomBytes(32), housekeepingInterval: never });
  await fetchToken(service, service.firstKey);
  expect((await service.store.findClient(service.firstKey.clientId))?.key.lastUsedAt).toBeNull();
  await service.stop();
  const store = await openStore(databaseUrl);
  expect((await store.findClient(service.firstKey.clientId))?.key.lastUsedAt).toEqual(expect.any(Number));
  await store.close();
});

test('what is known of a revoked token is erased by itself an hour after the token has expired, and not before', async () => {
  let now = Date.now();
  await using service = await startService({ housekeepingInterval: soon, clock: () => now, accessTokenLifetime: 60 });
  const { clientId, clientSecret } = service.firstKey;
  const token = await fetchToken(service, service.firstKey);
  const { org_id, jti = '' } = decodeJwt<{ org_id: string }>(token);
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token });
  await fetch(`${service.url}/oauth/revoke`, { method: 'POST', body });
  const isKnown = async () => (await service.store.findCaller(org_id, clientId, jti))?.isRevoked;

  const sweep = vi.spyOn(service.store, 'sweep');
  // Another replica's clock may be behind.
  now += 58_000 + 3_600_000;
  await expect.poll(() => sweep.mock.calls.length).toBeGreaterThan(2);
  expect(await isKnown()).toBe(true);
  now += 3_000;
  await expect.poll(isKnown).toBe(false);
});

test('a stop does not wait until all that has expired is erased', async () => {
  let rounds = 0;
  const sweep = async () => {
    await turn();
    rounds += 1;
    return rounds < 100_000;
  };
  const service = await startService({ housekeepingInterval: soon, wrapStore: (store) => ({ ...store, sweep }) });
  await expect.poll(() => rounds).toBeGreaterThan(0);
  await service.stop();
  expect(rounds).toBeLessThan(100_000);
});

test('last uses are written while a clean-up takes long', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<boolean>();
  const sweep = () => {
    begun.resolve();
    return ended.promise;
  };
  await using service = await startService({
    housekeepingInterval: soon,
    wrapStore: (store) => ({ ...store, sweep }),
  });
  await begun.promise;
  await fetchToken(service, service.firstKey);
  const lastUse = async () => (await service.store.findClient(service.firstKey.clientId))?.key.lastUsedAt;
  await expect.poll(lastUse).toEqual(expect.any(Number));
  ended.resolve(false);
});
