import { bearer } from './call.ts';
import { expectJson, expectJwt, expectToken } from './expectations.ts';
import { issueToken } from './issue-tokens.ts';
import { makeCallers } from './known-callers.ts';
import type { Latchkey } from './latchkey.ts';
import { list } from './list-calls.ts';
import { eachToken, tokenRequest, withToken } from './requests.ts';
import { createKey, type ServiceCall } from './service-calls.ts';
import { ours } from './token-calls.ts';

const scope = 'read:api-key';

/** Keys that call, or whose tokens are asked about, one after the other. */
const callerCount = 500;

/** The usual calls, of keys all over the store rather than of one that is always at hand. */
export async function spreadCalls(latchkey: Latchkey): Promise<ServiceCall[]> {
  const { keyIds, token } = latchkey;
  const callers = await makeCallers(latchkey, callerCount);
  const tokenRequests = callers.map((caller) => tokenRequest(caller, scope, ours.token));
  const tokens: string[] = [];
  for (const request of tokenRequests) tokens.push(await issueToken(latchkey.url, request));
  // The bodies alone: autocannon writes into the headers that it is given.
  const tokenBodies = tokenRequests.map(({ body }) => ({ body }));
  const introspection = withToken(latchkey, '', ours.introspection);
  const introspections = [...eachToken(latchkey, tokens)];
  return [
    {
      id: 'get',
      title: 'authenticated read of any key',
      expectation: expectJson(200, 'secrets'),
      prepare: () => ({ request: { method: 'GET', headers: bearer(token) }, variants: anyKey(keyIds) }),
    },
    {
      id: 'token',
      title: 'token of any key',
      expectation: expectJwt('ES256'),
      prepare: () => ({ request: tokenRequest(latchkey, scope, ours.token), variants: inTurn(tokenBodies) }),
    },
    {
      id: 'introspect',
      title: "introspection of any key's token",
      expectation: expectToken({ active: true, scope }),
      prepare: () => ({ request: introspection, variants: inTurn(introspections) }),
    },
    { id: 'list', title: 'first page of 10', ...list(keyIds.length + 1, 10) },
    { id: 'create', title: 'create', ...createKey },
  ];
}

function* anyKey(ids: readonly string[]) {
  for (;;) yield { path: `/api-keys/${ids[Math.floor(Math.random() * ids.length)]}` };
}

function* inTurn<Item>(items: readonly Item[]) {
  for (;;) yield* items;
}
