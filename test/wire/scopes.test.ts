import { afterAll, describe, expect, test } from 'vitest';
import { operations, type Scope, scopes } from '../../generated/operations.ts';
import type { ClientCredentials } from '../../server/domain/authentication.ts';
import { exchange } from '../contract/exchange.ts';
import { fetchToken, startService } from '../support/service.ts';
import { makeSubject, messageOf, type OperationId, operationIds, postForm } from './operations.ts';
import { oauthError, plainError } from './support.ts';

const service = await startService();
afterAll(service.stop);
const everything = await fetchToken(service, service.firstKey);

type Requirement = { readonly oauth2?: readonly Scope[]; readonly clientBasic?: readonly [] };

function securityOf(operationId: OperationId): readonly Requirement[] {
  return operations[operationId].security;
}

/** The scopes that a bearer token needs for a call. */
function neededFor(operationId: OperationId): readonly Scope[] {
  return securityOf(operationId).flatMap(({ oauth2 = [] }) => oauth2);
}

const scoped = operationIds.filter((operationId) => neededFor(operationId).length > 0);
const forClients = operationIds.filter((operationId) => securityOf(operationId).some((way) => 'clientBasic' in way));

test('what needs neither a scope nor a client is public by intent', () => {
  const others = operationIds.filter((operationId) => ![...scoped, ...forClients].includes(operationId));
  expect(others).toEqual(['getServerMetadata', 'getJwks', 'getLiveness', 'getReadiness']);
  for (const operationId of others) expect(securityOf(operationId)).toEqual([]);
});

describe.each(scoped)('%s', (operationId) => {
  const needed = neededFor(operationId);
  // Whoever adds a secret to a key must hold the key's scopes.
  const subject = makeSubject(service, everything, { scopes: needed });
  const callWith = async (token?: string) =>
    await exchange(service.url, messageOf(operationId, (await subject).ids, token));

  test('without a token is 401', async () => {
    const { status, headers, text } = await callWith();
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 401, body: plainError('missing_token') });
    expect(headers.get('WWW-Authenticate')).toBe('Bearer realm="latchkey"');
  });

  test.each(needed)('with every scope but %s is 403, naming it', async (scope) => {
    const others = scopes.filter((other) => other !== scope);
    const { status, headers, text } = await callWith(await fetchToken(service, service.firstKey, others.join(' ')));
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 403, body: plainError('insufficient_scope') });
    expect(headers.get('WWW-Authenticate')).toBe(
      `Bearer realm="latchkey", error="insufficient_scope", scope="${needed.join(' ')}"`,
    );
  });

  test('with its own scope alone is let through', async () => {
    const { status, text } = await callWith(await fetchToken(service, service.firstKey, needed.join(' ')));
    expect({ status, text }).toEqual({ status: expect.toSatisfy((code: number) => code < 300), text });
  });
});

/** What operations for clients ask of the client's key. */
const askedOfKeys: Record<string, { path: string; form: Record<string, string>; scope?: Scope }> = {
  issueToken: { path: '/oauth/token', form: { grant_type: 'client_credentials' } },
  introspectToken: { path: '/oauth/introspect', form: { token: 'x' }, scope: 'introspect:token' },
  revokeToken: { path: '/oauth/revoke', form: { token: 'x' } },
};

test('what is asked of clients is known of every operation for them', () => {
  expect(Object.keys(askedOfKeys)).toEqual(forClients);
});

describe.each(Object.entries(askedOfKeys))('%s', (_, { path, form, scope }) => {
  const callAs = async (key?: ClientCredentials) =>
    await postForm(service, path, {
      ...form,
      ...(key && { client_id: key.clientId, client_secret: key.clientSecret }),
    });

  test('without a client is 401', async () => {
    const { status, text } = await callAs();
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 401, body: oauthError('invalid_client') });
  });

  test(`is let through by a key with ${scope ?? 'any scope'} alone`, async () => {
    const key = await makeSubject(service, everything, { scopes: [scope ?? 'of:another-service'] });
    expect(await callAs(key)).toMatchObject({ status: 200 });
  });

  test.each(scope ? [scope] : [])('is 403 by a key with every scope but %s, naming it', async () => {
    const others = scopes.filter((other) => other !== scope);
    const { status, headers, text } = await callAs(await makeSubject(service, everything, { scopes: others }));
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 403, body: oauthError('insufficient_scope') });
    expect(headers.get('WWW-Authenticate')).toBe(
      `Bearer realm="latchkey", error="insufficient_scope", scope="${scope}"`,
    );
  });
});
