import { bearer, type Call } from './call.ts';
import { expectJson, expectNothing } from './expectations.ts';
import { insertKeys } from './keys.ts';
import type { Latchkey } from './latchkey.ts';
import { list } from './list-calls.ts';
import { removeNew } from './remove-new.ts';
import { eachKey, newKeys } from './requests.ts';
import { introspect, issue, ours, revoke } from './token-calls.ts';

/** A call of the service, wherever it runs and whatever it stores. */
export interface ServiceCall extends Call<Latchkey> {
  readonly id: string;
  readonly title: string;
}

export const readKey: Call<Latchkey> = {
  expectation: expectJson(200, 'secrets'),
  prepare: ({ keyIds: [id], token }) => ({
    request: { method: 'GET', path: `/api-keys/${id}`, headers: bearer(token) },
  }),
};

export const createKey: Call<Latchkey> = {
  expectation: expectJson(201, 'clientSecret'),
  prepare: (latchkey) => ({
    request: {
      method: 'POST',
      path: '/api-keys',
      headers: { ...bearer(latchkey.token), 'content-type': 'application/json' },
    },
    variants: newKeys(),
    cleanUp: removeNew(latchkey),
  }),
};

export const deleteKey: Call<Latchkey> = {
  expectation: expectNothing(204),
  prepare: async ({ databaseUrl, clientId, token }, room) => ({
    request: { method: 'DELETE', headers: bearer(token) },
    variants: eachKey(await insertKeys({ databaseUrl, owner: clientId, count: room })),
  }),
};

export const issueToken: Call<Latchkey> = issue(ours, 'ES256');
export const introspectToken: Call<Latchkey> = introspect(ours);

export const revokeToken: Call<Latchkey> = {
  ...revoke(ours),
  prepare: async (latchkey, room) => ({
    ...(await revoke(ours).prepare(latchkey, room)),
    cleanUp: removeNew(latchkey),
  }),
};

/** What users ask of the service. */
export function usualServiceCalls(total: number): readonly ServiceCall[] {
  return [
    { id: 'get', title: 'authenticated read', ...readKey },
    { id: 'list', title: 'first page of 10', ...list(total, 10) },
    { id: 'token', title: 'token', ...issueToken },
    { id: 'introspect', title: 'introspection', ...introspectToken },
    { id: 'create', title: 'create', ...createKey },
    { id: 'revoke', title: 'revocation', ...revokeToken },
  ];
}
