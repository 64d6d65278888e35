import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { createLog } from '../../server/log.ts';
import { openStore } from '../../server/storage/index.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { type CreatedKey, callerOf, expectJson, plainError, read } from './support.ts';

const marker = 'a5ecret0nobody0may0read';

/** Sends secrets to every place where somebody might put one. @returns what must not be in a log */
async function sendSecrets(service: Service): Promise<string[]> {
  const { clientId, clientSecret } = service.firstKey;
  const token = await fetchToken(service, service.firstKey);
  const call = callerOf(service, token);
  const key = await read<CreatedKey>(await call('POST', '/api-keys', { body: '{"name":"x"}' }));
  const basic = `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
  const to = `${service.url}/oauth/token`;
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const json = { 'Content-Type': 'application/json' };

  await fetch(to, { method: 'POST', headers: { Authorization: basic }, body: form });
  await fetch(to, { method: 'POST', headers: { Authorization: `Basic ${btoa(`x:${marker}`)}` }, body: form });
  await fetch(`${to}?client_secret=${marker}`, { method: 'POST', body: form });
  await fetch(to, { method: 'POST', headers: json, body: `{"client_secret":"${marker}"` });
  await fetch(to, { method: 'POST', headers: json, body: `{"client_secret":["${marker}"]}` });
  await call('POST', '/api-keys', { body: `${marker}` });
  await call('POST', '/api-keys', { body: `{"name":"x","${marker}":1}` });
  await call('GET', `/api-keys?access_token=${marker}`);
  await call('GET', `/api-keys/${marker}`);
  await call('GET', `/${marker}`);
  await callerOf(service, marker)('GET', '/api-keys');
  // Answered by a failing store.
  const failed = await call('DELETE', `/api-keys/${marker}`, { headers: { 'X-Request-Id': 'the-500' } });
  await expectJson(failed, 500, plainError('internal_error'));

  return [marker, clientSecret, key.clientSecret, token, basic, btoa(`x:${marker}`)];
}

const failingStore = async () => ({
  ...(await openStore('sqlite::memory:')),
  async deleteKey(): Promise<never> {
    throw Object.assign(new Error('the cause'), { body: marker, headers: { authorization: marker } });
  },
});

test('no secret, token or Authorization value is in the log lines that the service writes', async () => {
  const chunks: string[] = [];
  const store = await failingStore();
  const log = createLog('trace', { write: (line) => chunks.push(line) });
  const app = await createApp({ store, serviceSecret: randomBytes(32), log });
  if (!app.firstKey) throw new Error('A fresh store must give a first key');
  const url = await app.listen(0, '127.0.0.1');
  const secrets = await sendSecrets({ url, firstKey: app.firstKey } as Service);
  await app.stop();

  const text = chunks.join('');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThan(12);
  for (const secret of secrets) expect(text).not.toContain(secret);
  // The cause of a 500 is there, under the request id that the caller was told.
  const failure = lines.find(({ err }) => err !== undefined);
  expect(failure).toMatchObject({ requestId: 'the-500', operationId: 'deleteApiKey', err: { message: 'the cause' } });
});

test('nor in the fields that it hands to any log', async () => {
  const { deleteKey } = await failingStore();
  await using service = await startService({
    wrapStore: (store) => ({
      ...store,
      deleteKey: () => deleteKey().catch(() => Promise.reject(new Error('the cause'))),
    }),
  });
  const secrets = await sendSecrets(service);
  const text = inspect(service.log, { depth: Infinity, maxStringLength: Infinity, maxArrayLength: Infinity });
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test('a 500 says nothing of its cause; the log does, under the same request id', async () => {
  await using service = await startService({
    wrapStore: (store) => ({
      ...store,
      listKeys: () => Promise.reject(new Error('disk 7 is on fire', { cause: new Error('smoke') })),
    }),
  });
  const response = await callerOf(service, await fetchToken(service, service.firstKey))('GET', '/api-keys');
  const text = await response.clone().text();
  expect(text).not.toMatch(/fire|smoke|Error|node_modules/);
  await expectJson(response, 500, plainError('internal_error'));
  const requestId = response.headers.get('X-Request-Id');
  const entries = service.log.filter(({ level }) => level === 'error');
  expect(entries).toMatchObject([{ fields: { requestId, err: { message: 'disk 7 is on fire' } } }]);
});

test('each request is one line, with its id, operation, status and time', async () => {
  await using service = await startService();
  await fetch(`${service.url}/health/live`, { headers: { 'X-Request-Id': 'mine' } });
  const fields = { requestId: 'mine', method: 'GET', operationId: 'getLiveness', status: 200 };
  await expect
    .poll(() => service.log)
    .toEqual([{ level: 'info', fields: { ...fields, milliseconds: expect.any(Number) }, message: 'request' }]);
});

test('the line names the client whose token was accepted, and nobody else', async () => {
  await using service = await startService();
  const { clientId } = service.firstKey;
  const token = await fetchToken(service, service.firstKey);
  for (const bearer of [token, `${token}x`]) await callerOf(service, bearer)('GET', `/api-keys/${clientId}`);
  await expect
    .poll(() => service.log.map(({ fields }) => [fields.operationId, fields.status, fields.clientId]))
    .toEqual([
      ['issueToken', 200, undefined],
      ['getApiKey', 200, clientId],
      ['getApiKey', 401, undefined],
    ]);
});
