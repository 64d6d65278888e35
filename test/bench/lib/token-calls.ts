import type { Call } from './call.ts';
import { type Expectation, expectJwt, expectNothing, expectToken } from './expectations.ts';
import { issueTokens } from './issue-tokens.ts';
import { eachToken, tokenRequest, withToken } from './requests.ts';
import type { AuthorizationServerName, Stage } from './stage.ts';

const scope = 'read:api-key';

/** Where a server's OAuth endpoints are. */
interface Endpoints {
  readonly token: string;
  readonly introspection: string;
  readonly revocation: string;
}

const ours: Endpoints = { token: '/oauth/token', introspection: '/oauth/introspect', revocation: '/oauth/revoke' };
const oidcProviders: Endpoints = {
  token: '/token',
  introspection: '/token/introspection',
  revocation: '/token/revocation',
};
const endpoints: Readonly<Record<AuthorizationServerName, Endpoints>> = {
  latchkey: ours,
  changing: ours,
  es256: oidcProviders,
  rs256: oidcProviders,
  opaque: oidcProviders,
};

function issue(id: string, title: string, server: AuthorizationServerName, alg: string): Call {
  return {
    id,
    title,
    server,
    expectation: expectJwt(alg),
    prepare: (stage) => ({ request: tokenRequest(stage.get(server), scope, endpoints[server].token) }),
  };
}

function introspect(id: string, title: string, server: AuthorizationServerName): Call {
  return {
    id,
    title,
    server,
    expectation: expectToken({ active: true, scope }),
    prepare: async (stage) => {
      const [token = ''] = await issueAt(server, stage, 1);
      return { request: introspection(server, stage, token) };
    },
  };
}

function introspectEach(id: string, title: string, server: AuthorizationServerName): Call {
  return {
    id,
    title,
    server,
    expectation: expectToken({ active: true, scope }),
    prepare: async (stage, room) => ({
      request: introspection(server, stage, ''),
      variants: eachToken(stage.get(server), await issueAt(server, stage, room)),
    }),
  };
}

function revoke(id: string, title: string, server: AuthorizationServerName): Call {
  return {
    id,
    title,
    server,
    expectation: expectNothing(200),
    prepare: async (stage, room) => {
      const credentials = stage.get(server);
      const [kept = '', ...tokens] = await issueAt(server, stage, room + 1);
      const [revoked = ''] = tokens;
      return {
        request: withToken(credentials, '', endpoints[server].revocation),
        variants: eachToken(credentials, tokens),
        // Of a token that never lived, the answer would be the same (RFC 7009 §2.2).
        prove: async () => {
          await mustIntrospect(server, stage, kept, expectToken({ active: true }));
          await mustIntrospect(server, stage, revoked, expectToken({ active: false }));
        },
      };
    },
  };
}

/** Everything a client asks of an authorization server. What is compared sends the same form. */
export const tokenCalls: readonly Call[] = [
  issue('token', 'Latchkey issueToken, ES256', 'latchkey', 'ES256'),
  issue('oidc-es256', 'oidc-provider token, ES256 JWT', 'es256', 'ES256'),
  issue('oidc-rs256', 'oidc-provider token, RS256 JWT', 'rs256', 'RS256'),
  introspect('introspect', 'Latchkey introspectToken, a live JWT', 'latchkey'),
  introspectEach('introspect-new', 'the same, of tokens not seen before', 'latchkey'),
  introspect('oidc-introspect', 'oidc-provider introspection, live opaque token', 'opaque'),
  revoke('revoke', 'Latchkey revokeToken, synced to disk', 'changing'),
  revoke('oidc-revoke', 'oidc-provider revocation, in memory', 'opaque'),
];

function issueAt(server: AuthorizationServerName, stage: Stage, count: number): Promise<string[]> {
  const authorizationServer = stage.get(server);
  const request = tokenRequest(authorizationServer, scope, endpoints[server].token);
  return issueTokens(authorizationServer.url, request, count);
}

function introspection(server: AuthorizationServerName, stage: Stage, token: string) {
  return withToken(stage.get(server), token, endpoints[server].introspection);
}

async function mustIntrospect(
  server: AuthorizationServerName,
  stage: Stage,
  token: string,
  { status, fits }: Expectation,
): Promise<void> {
  const { path, ...init } = introspection(server, stage, token);
  const response = await fetch(stage.get(server).url + path, init);
  const body = await response.text();
  if (response.status !== status || !fits(body)) throw new Error(`Introspection answered ${response.status}: ${body}`);
}
