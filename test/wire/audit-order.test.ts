import { expect, test } from 'vitest';
import type { components } from '../../generated/types.ts';
import { fetchToken, startService } from '../support/service.ts';

test('what waited for its turn is noted with the time at which it is made, behind what came before', async () => {
  let now = Date.now();
  const turn = Promise.withResolvers<void>();
  await using service = await startService({
    clock: () => now,
    wrapStore: (store) => ({
      ...store,
      async insertKey(made) {
        await turn.promise;
        return await store.insertKey(made);
      },
      async revokeToken(token, audit) {
        await turn.promise;
        await store.revokeToken(token, audit);
      },
    }),
  });
  const { clientId, clientSecret } = service.firstKey;
  const token = await fetchToken(service, service.firstKey);
  const doomed = await fetchToken(service, service.firstKey);
  const call = (method: string, path: string, body?: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    return fetch(service.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  };
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token: doomed });
  const late = [
    call('POST', '/api-keys', { name: 'Late' }),
    fetch(`${service.url}/oauth/revoke`, { method: 'POST', body }),
  ];
  // Both have asked what time it is by then.
  await call('GET', '/audit-logs');
  now += 5000;
  await call('PATCH', `/api-keys/${clientId}`, { name: 'Sooner' });
  now += 1;
  turn.resolve();
  await Promise.all(late);
  const { auditLogs } = (await (await call('GET', '/audit-logs')).json()) as components['schemas']['AuditLogPage'];
  const latest = auditLogs.slice(0, 3).map(({ action }) => action);
  expect([latest.slice(0, 2).sort(), latest[2]]).toEqual([['api_key.created', 'token.revoked'], 'api_key.updated']);
});
