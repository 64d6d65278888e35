import { expectTypeOf, test } from 'vitest';
import { type components, createLatchkeyClient, items, type NewSecret } from '../../client/index.ts';

type Schemas = components['schemas'];

const latchkey = createLatchkeyClient({ baseUrl: '', accessToken: '' });

test('what an operation requires can not be left out', () => {
  expectTypeOf(latchkey.deleteApiKey).toBeCallableWith({ clientId: 'a' });
  // @ts-expect-error the client id is missing
  latchkey.deleteApiKey({});
  // @ts-expect-error the name is missing
  latchkey.createApiKey({ body: {} });
  // @ts-expect-error a limit is a number
  latchkey.listApiKeys({ limit: '10' });
  // @ts-expect-error there is no such parameter
  latchkey.listApiKeys({ page: 2 });
  // @ts-expect-error there is no such operation
  latchkey.dropApiKey;
});

test('what is optional can', () => {
  expectTypeOf(latchkey.listApiKeys).toBeCallableWith();
  expectTypeOf(latchkey.listApiKeys).toBeCallableWith({ limit: 10 });
});

test('a success is the body of the 2xx answer', () => {
  expectTypeOf(latchkey.createApiKey).returns.resolves.toHaveProperty('clientSecret').toEqualTypeOf<string>();
  expectTypeOf(latchkey.getApiKey).returns.resolves.not.toHaveProperty('clientSecret');
  expectTypeOf(latchkey.deleteApiKey).returns.resolves.toEqualTypeOf<undefined>();
});

test('an answer is told apart by its status', async () => {
  const answer = await latchkey.answers.getApiKey({ clientId: 'a' });
  expectTypeOf(answer.status).toEqualTypeOf<200 | 400 | 401 | 403 | 404 | 429 | 500 | 503>();
  if (answer.status === 200) expectTypeOf(answer.body.name).toEqualTypeOf<string>();
  // @ts-expect-error 409 is not declared
  if (answer.status === 409) return;
  if (answer.status === 404) expectTypeOf(answer.body.message).toEqualTypeOf<string>();
});

test('header parameters are inputs by their names', () => {
  expectTypeOf(latchkey.updateApiKey).toBeCallableWith({ clientId: 'a', 'If-Match': '"1"', body: { enabled: false } });
  expectTypeOf(latchkey.createApiKey).toBeCallableWith({ 'Idempotency-Key': 'a', body: { name: 'b' } });
});

test('what iterates takes the filters of its list, and no place in it', () => {
  expectTypeOf(latchkey.eachApiKey()).toEqualTypeOf<AsyncIterable<Schemas['ApiKey']>>();
  expectTypeOf(latchkey.eachAuditLog()).toEqualTypeOf<AsyncIterable<Schemas['AuditLog']>>();
  expectTypeOf(latchkey.eachApiKey).toBeCallableWith({ name: 'a', enabled: true, limit: 50 });
  // @ts-expect-error it finds its place itself
  latchkey.eachApiKey({ after: '1.a' });
  // @ts-expect-error it counts nothing off
  latchkey.eachApiKey({ offset: 1 });
  // @ts-expect-error the audit log has no such filter
  latchkey.eachAuditLog({ name: 'a' });
});

test('items are of the type that their page has', () => {
  expectTypeOf(items(latchkey.listApiKeys, {}, (page) => page.apiKeys)).toEqualTypeOf<
    AsyncIterable<Schemas['ApiKey']>
  >();
  // @ts-expect-error a key has no pages
  items(latchkey.getApiKey, { clientId: 'a' }, ({ secrets }) => secrets);
  // @ts-expect-error the list has no such filter
  items(latchkey.listApiKeys, { page: 2 }, (page) => page.apiKeys);
});

test('a rotation hands over what a program needs', () => {
  latchkey.rotate({ clientId: 'a', handOver: (secret) => expectTypeOf(secret).toEqualTypeOf<NewSecret>() });
  // @ts-expect-error there must be somebody to hand over to
  latchkey.rotate({ clientId: 'a' });
});

test('a key and a token exclude each other', () => {
  // @ts-expect-error neither
  createLatchkeyClient({ baseUrl: '' });
  // @ts-expect-error both
  createLatchkeyClient({ baseUrl: '', clientId: '', clientSecret: '', accessToken: '' });
});
