import { expectTypeOf, test } from 'vitest';
import { createLatchkeyClient } from '../../client/index.ts';

const latchkey = createLatchkeyClient({ baseUrl: '', accessToken: '' });

test('what an operation requires can not be left out', () => {
  expectTypeOf(latchkey.deleteApiKey).toBeCallableWith({ clientId: 'a' });
  // @ts-expect-error the client id is missing
  latchkey.deleteApiKey({});
  // @ts-expect-error the name is missing
  latchkey.createApiKey({ body: {} });
  // @ts-expect-error a limit is a number
  latchkey.listApiKeys({ limit: '10' });
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
  expectTypeOf(answer.status).toEqualTypeOf<200 | 400 | 401 | 403 | 404 | 500 | 503>();
  if (answer.status === 200) expectTypeOf(answer.body.name).toEqualTypeOf<string>();
  // @ts-expect-error 409 is not declared
  if (answer.status === 409) return;
  if (answer.status === 404) expectTypeOf(answer.body.message).toEqualTypeOf<string>();
});

test('a key and a token exclude each other', () => {
  // @ts-expect-error neither
  createLatchkeyClient({ baseUrl: '' });
  // @ts-expect-error both
  createLatchkeyClient({ baseUrl: '', clientId: '', clientSecret: '', accessToken: '' });
});
