import { afterAll, expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';
import { type CreatedKey, callerOf, expectJson, oauthError, read } from './support.ts';

let now = Date.now();
const clientSecret = 'a:b+c%d é&=/ and so on, thirty-two or more';
const service = await startService({ clock: () => now, firstKey: { clientId: 'first_key', clientSecret } });
afterAll(service.stop);
const { clientId } = service.firstKey;

const withHeader = (Authorization: string, more: Record<string, string> = {}) =>
  fetch(`${service.url}/oauth/token`, {
    method: 'POST',
    headers: { Authorization },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...more }),
  });
const withBody = (client_id: string, client_secret: string) =>
  fetch(`${service.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }),
  });
const encoded = (text: string) => Buffer.from(text).toString('base64');
const formEncoded = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);

test.each([
  ['form-encoded, as RFC 6749 has it', `Basic ${encoded(`${clientId}:${formEncoded(clientSecret)}`)}`],
  ['with %20 for a space', `Basic ${encoded(`${clientId}:${encodeURIComponent(clientSecret)}`)}`],
  ['split at the first colon', `Basic ${encoded(`${clientId}:${formEncoded(clientSecret).replace('%3A', ':')}`)}`],
  ['with a percent-encoded id', `Basic ${encoded(`first%5Fkey:${formEncoded(clientSecret)}`)}`],
  ['whatever the case of the scheme', `bASIC ${encoded(`${clientId}:${formEncoded(clientSecret)}`)}`],
])('Basic credentials are read: %s', async (_, header) => {
  expect((await withHeader(header)).status).toBe(200);
});

const secret = formEncoded(clientSecret);
test.each([
  ['nothing behind the scheme', 'Basic'],
  ['no base64', 'Basic !!!'],
  ['no colon', `Basic ${encoded(clientId)}`],
  ['an empty id', `Basic ${encoded(`:${secret}`)}`],
  ['an empty secret', `Basic ${encoded(`${clientId}:`)}`],
  ['a broken percent-encoding', `Basic ${encoded(`${clientId}:%ZZ`)}`],
  ['an overlong UTF-8 sequence', `Basic ${encoded(`${clientId}:%C0%80`)}`],
  ['NUL in the id', `Basic ${encoded(`${clientId}%00:${secret}`)}`],
  ['a secret that was not form-encoded', `Basic ${encoded(`${clientId}:${clientSecret}`)}`],
  ['text behind the credentials', `Basic ${encoded(`${clientId}:${secret}`)} x`],
  ['a bearer token', 'Bearer x'],
  ['8 KB', `Basic ${encoded(`${clientId}:${'x'.repeat(6000)}`)}`],
])('Authorization with %s is invalid_client: 401, asking for Basic', async (_, header) => {
  const response = await withHeader(header);
  await expectJson(response.clone(), 401, oauthError('invalid_client'));
  expect(response.headers.get('WWW-Authenticate')).toMatch(/^Basic realm="latchkey"/);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
});

test('no credentials at all are invalid_client', async () => {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const response = await fetch(`${service.url}/oauth/token`, { method: 'POST', body });
  await expectJson(response, 401, oauthError('invalid_client'));
});

test('whatever is wrong with a client, the answer is the same to the byte', async () => {
  const call = callerOf(service, await fetchToken(service, service.firstKey));
  const create = async (values: object) =>
    await read<CreatedKey>(await call('POST', '/api-keys', { body: JSON.stringify({ name: 'x', ...values }) }));
  const live = await create({});
  const deleted = await create({});
  await call('DELETE', `/api-keys/${deleted.clientId}`);
  const expired = await create({ expiresAt: new Date(now + 1000).toISOString() });
  now += 1000;

  const refused: [id: string, secret: string][] = [
    ['key_none', live.clientSecret],
    ['no client id at all!', live.clientSecret],
    ['__proto__', live.clientSecret],
    [live.clientId, deleted.clientSecret],
    [live.clientId, `${live.clientSecret.slice(0, -1)}!`],
    [live.clientId, 'without the prefix'],
    [live.clientId.toUpperCase(), live.clientSecret],
    [` ${live.clientId}`, live.clientSecret],
    [live.clientId, '\0'],
    [deleted.clientId, deleted.clientSecret],
    [expired.clientId, expired.clientSecret],
  ];
  const answers = await Promise.all(
    refused.flatMap(([id, secret]) => [
      withBody(id, secret),
      withHeader(`Basic ${encoded(`${formEncoded(id)}:${formEncoded(secret)}`)}`),
    ]),
  );
  const shown = await Promise.all(
    answers.map(async (answer) => ({
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => !['x-request-id', 'date'].includes(name)),
      body: await answer.text(),
    })),
  );
  expect(shown[0]).toMatchObject({ status: 401 });
  expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await withBody(live.clientId, live.clientSecret)).status).toBe(200);
});
