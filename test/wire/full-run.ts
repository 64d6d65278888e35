import { type AppParts, createApp } from '../../server/app.ts';
import { type Store, StoreUnavailable } from '../../server/domain/store.ts';
import { type Answer, exchange, type Message } from '../contract/exchange.ts';
import { type Fault, KnownSecrets, watched } from './known-secrets.ts';

export interface FullRun {
  /** Every answer, with what it answers. */
  readonly answers: readonly (Answer & { readonly sent: Message })[];
  /** Secrets, tokens and credentials that it made or sent. */
  readonly secrets: KnownSecrets;
  /** Digests that it stored. */
  readonly digests: KnownSecrets;
}

const grant = { grant_type: 'client_credentials' };
const json = { 'Content-Type': 'application/json' };

/** Does all that the service is for, and much that it is not for, with real secrets, on a fresh store. */
export async function runFully(store: Store, serviceSecret: Uint8Array, log: AppParts['log']): Promise<FullRun> {
  const answers: (Answer & { sent: Message })[] = [];
  const secrets = new KnownSecrets();
  const digests = new KnownSecrets();
  let failAt: () => Fault | undefined = () => undefined;
  const watchedStore = watched(
    store,
    digests,
    () => failAt(),
    (cause) => new StoreUnavailable(cause),
  );
  const app = await createApp({ store: watchedStore, serviceSecret, log, validateResponses: true });
  if (!app.firstKey) throw new Error('A fresh store must give a first key');
  const { clientId: firstId, clientSecret: secret } = app.firstKey;
  const first = { client_id: firstId, client_secret: secret };
  secrets.note('the first secret', secret);
  secrets.noteBytes("the service's secret", serviceSecret);
  const url = await app.listen(0, '127.0.0.1');

  const send = async (method: string, path: string, headers: Message['headers'], body?: string) => {
    const sent = { method, path, headers, body };
    const answer = await exchange(url, sent);
    answers.push({ ...answer, sent });
    const shown: Record<string, string> = answer.text.startsWith('{') ? JSON.parse(answer.text) : {};
    if (shown.clientSecret) secrets.note('a secret', shown.clientSecret);
    if (shown.access_token) secrets.noteToken(shown.access_token);
    return shown;
  };
  const form = async (path: string, fields: Record<string, string>, headers: Message['headers'] = {}) =>
    await send(
      'POST',
      path,
      { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      new URLSearchParams(fields).toString(),
    );
  const basic = (id: string, password: string) => {
    const encoded = Buffer.from(`${id}:${password}`).toString('base64');
    secrets.note('Basic credentials', encoded);
    return { Authorization: `Basic ${encoded}` };
  };
  const { access_token: token = '' } = await form('/oauth/token', { ...grant, ...first });
  const call = async (method: string, path: string, body?: object | string, headers: Message['headers'] = {}) => {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    return await send(method, path, { Authorization: `Bearer ${token}`, ...(text && json), ...headers }, text);
  };

  // As it is meant.
  const idempotent = { 'Idempotency-Key': 'again-and-again' };
  const { clientId = '', clientSecret = '', secretId } = await call('POST', '/api-keys', { name: 'A' }, idempotent);
  const key = `/api-keys/${clientId}`;
  const own = { client_id: clientId, client_secret: clientSecret };
  await call('POST', '/api-keys', { name: 'A' }, idempotent);
  await call('POST', '/api-keys', { name: 'B' }, idempotent);
  const { access_token: ended = '' } = await form('/oauth/token', grant, basic(clientId, clientSecret));
  await form('/oauth/introspect', { token: ended, ...first });
  await form('/oauth/revoke', { token: ended, ...own });
  await form('/oauth/introspect', { token: ended, ...first });
  const { clientSecret: rotated = '' } = await call('POST', `${key}/secrets`, { previousExpiresIn: 60 });
  await call('DELETE', `${key}/secrets/${secretId}`);
  await call('PATCH', key, { name: 'C', enabled: false });
  await call('PATCH', key, { enabled: true });
  await form('/oauth/token', { ...grant, client_id: clientId, client_secret: rotated });
  await call('GET', key);
  await call('GET', '/api-keys?limit=100');

  // Refused.
  const narrow = await form('/oauth/token', { ...grant, ...first, scope: 'create:api-key update:api-key' });
  const asNarrow = { Authorization: `Bearer ${narrow.access_token}` };
  await call('POST', '/api-keys', { name: 'D', scopes: ['delete:api-key'] }, asNarrow);
  await call('POST', `/api-keys/${firstId}/secrets`, {}, asNarrow);
  await call('GET', '/api-keys', undefined, asNarrow);
  await call('GET', '/api-keys', undefined, { Authorization: `Bearer ${ended}` });
  await form('/oauth/token', { ...grant, ...own });
  await form('/oauth/revoke', { token, ...own, client_secret: rotated });

  // Where no secret belongs.
  await form('/oauth/token', grant, basic(secret, clientId));
  await form('/oauth/token', grant, { Authorization: `Basic ${secret}` });
  await form('/oauth/token', grant, { Authorization: `Basic ${btoa(secret)}` });
  await form('/oauth/token', { ...grant, ...first }, basic(firstId, secret));
  await form('/oauth/token', { ...first, grant_type: secret });
  await form('/oauth/token', { ...grant, ...first, scope: secret });
  await form('/oauth/introspect', { token: secret, ...first });
  await form(`/oauth/token?client_secret=${secret}`, grant);
  await send('POST', '/oauth/token', json, JSON.stringify({ ...grant, ...first, client_secret: [secret] }));
  await send('POST', '/oauth/token', json, `{"client_secret":"${secret}"`);
  await send('POST', '/oauth/token', { 'Content-Type': 'text/plain' }, `client_secret=${secret}`);
  for (const misplaced of [secret, token]) {
    await call('GET', `/${misplaced}`);
    await call('GET', `/api-keys/${misplaced}`);
    await call('PATCH', `/api-keys/${misplaced}`, { enabled: false });
    await call('DELETE', `${key}/secrets/${misplaced}`);
    await call('GET', `/api-keys?access_token=${misplaced}`);
    await call('GET', `/api-keys?after=${misplaced}&limit=${misplaced}&enabled=${misplaced}`);
    await call('GET', `/audit-logs?actor=${misplaced.slice(-200)}`);
    await call('POST', '/api-keys', misplaced);
    await call('POST', '/api-keys', { name: [misplaced], scopes: misplaced, expiresAt: misplaced });
    await call('POST', '/api-keys', { name: 'E' }, { 'Idempotency-Key': misplaced.slice(-128) });
    await call('PATCH', key, { enabled: misplaced }, { 'If-Match': `"${misplaced}"` });
    await call('GET', '/api-keys', undefined, { Authorization: misplaced });
    await call('GET', '/api-keys', undefined, { Authorization: `Bearer ${misplaced}.` });
  }

  // While the store fails: at the first question of a call, and at its second one.
  for (const fault of ['defect', 'outage'] as const) {
    failAt = () => fault;
    await form('/oauth/token', grant, basic(clientId, rotated));
    await form('/oauth/introspect', { token, ...first });
    await form('/oauth/revoke', { token, ...first });
    for (const [method, path, body] of [
      ['POST', '/api-keys', { name: 'F' }],
      ['POST', `${key}/secrets`, {}],
      ['PATCH', key, { name: 'G' }],
      ['DELETE', key],
    ] as const) {
      let questions = 0;
      failAt = () => (questions++ > 0 ? fault : undefined);
      await call(method, path, body);
    }
  }
  failAt = () => undefined;

  await call('DELETE', key);
  await call('GET', '/audit-logs?limit=100');
  await app.stop();
  return { answers, secrets, digests };
}
