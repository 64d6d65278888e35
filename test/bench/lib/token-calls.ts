import type { Call } from './call.ts';
import { type Expectation, expectJwt, expectNothing, expectToken } from './expectations.ts';
import { issueTokens } from './issue-tokens.ts';
import { type Credentials, eachToken, tokenRequest, withToken } from './requests.ts';

const scope = 'read:api-key';

/** Latchkey, or what it is compared with. */
export interface AuthorizationServer extends Credentials {
  readonly url: string;
}

/** Where a server's OAuth endpoints are. */
interface Endpoints {
  readonly token: string;
  readonly introspection: string;
  readonly revocation: string;
}

export const ours: Endpoints = {
  token: '/oauth/token',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
};
export const oidcProviders: Endpoints = {
  token: '/token',
  introspection: '/token/introspection',
  revocation: '/token/revocation',
};

export function issue({ token }: Endpoints, alg: string): Call<AuthorizationServer> {
  return {
    expectation: expectJwt(alg),
    prepare: (server) => ({ request: tokenRequest(server, scope, token) }),
  };
}

/** Of one token, again and again. */
export function introspect(endpoints: Endpoints): Call<AuthorizationServer> {
  return {
    expectation: expectToken({ active: true, scope }),
    prepare: async (server) => {
      const [token = ''] = await issueAt(endpoints, server, 1);
      return { request: withToken(server, token, endpoints.introspection) };
    },
  };
}

/** Of a token that was never seen before, each time. */
export function introspectEach(endpoints: Endpoints): Call<AuthorizationServer> {
  return {
    expectation: expectToken({ active: true, scope }),
    prepare: async (server, room) => ({
      request: withToken(server, '', endpoints.introspection),
      variants: eachToken(server, await issueAt(endpoints, server, room)),
    }),
  };
}

export function revoke(endpoints: Endpoints): Call<AuthorizationServer> {
  return {
    expectation: expectNothing(200),
    prepare: async (server, room) => {
      const [kept = '', ...tokens] = await issueAt(endpoints, server, room + 1);
      const [revoked = ''] = tokens;
      return {
        request: withToken(server, '', endpoints.revocation),
        variants: eachToken(server, tokens),
        // Of a token that never lived, the answer would be the same (RFC 7009 §2.2).
        prove: async () => {
          await mustIntrospect(endpoints, server, kept, expectToken({ active: true }));
          await mustIntrospect(endpoints, server, revoked, expectToken({ active: false }));
        },
      };
    },
  };
}

function issueAt({ token }: Endpoints, server: AuthorizationServer, count: number): Promise<string[]> {
  return issueTokens(server.url, tokenRequest(server, scope, token), count);
}

async function mustIntrospect(
  { introspection }: Endpoints,
  server: AuthorizationServer,
  token: string,
  { status, fits }: Expectation,
): Promise<void> {
  const { path, ...init } = withToken(server, token, introspection);
  const response = await fetch(server.url + path, init);
  const body = await response.text();
  if (response.status !== status || !fits(body)) throw new Error(`Introspection answered ${response.status}: ${body}`);
}
