import type { Request } from 'autocannon';
import { type Expectation, expectJson, expectJwt, expectNothing } from './expectations.ts';
import { eachKey, newKeys, tokenRequest } from './requests.ts';
import type { Peer, Stage } from './stage.ts';

/** One line of the table: what is called, and what must come back. */
export interface Call {
  readonly id: string;
  readonly title: string;
  /** The server besides Latchkey's that this needs. */
  readonly peer?: Peer;
  readonly expectation: Expectation;
  /** How to call once everything runs. `room` is how many requests the next round may need. */
  prepare(stage: Stage, room: number): PreparedCall | Promise<PreparedCall>;
}

export interface PreparedCall {
  readonly url: string;
  readonly request: Request;
  readonly variants?: Iterator<Request>;
}

const scope = 'read:api-key';

function read(id: string, title: string, peer?: Peer): Call {
  return {
    id,
    title,
    ...(peer && { peer }),
    expectation: expectJson(200, 'secrets'),
    prepare: (stage) => {
      const path = `/api-keys/${stage.latchkey.details.keyId}`;
      return { url: urlOf(stage, peer), request: { method: 'GET', path, headers: bearer(stage.tokens.latchkey) } };
    },
  };
}

function token(id: string, title: string, path: string, alg: string, peer?: Peer): Call {
  return {
    id,
    title,
    ...(peer && { peer }),
    expectation: expectJwt(alg),
    prepare: (stage) => ({
      url: urlOf(stage, peer),
      request: tokenRequest(stage.latchkey.details, scope, path),
    }),
  };
}

/** Everything that is measured, in the order of the table. */
export const calls: readonly Call[] = [
  read('bare', 'Express alone, the bytes of getApiKey', 'bare'),
  read('validator', 'Express with the validator, the same', 'validator'),
  read('get', 'Latchkey getApiKey, authenticated'),
  {
    id: 'list',
    title: 'Latchkey listApiKeys, 10 of 1,000',
    expectation: expectJson(200, 'apiKeys'),
    prepare: ({ latchkey, tokens }) => ({
      url: latchkey.details.url,
      request: { method: 'GET', path: '/api-keys', headers: bearer(tokens.latchkey) },
    }),
  },
  {
    id: 'create',
    title: 'Latchkey createApiKey, synced to disk',
    expectation: expectJson(201, 'clientSecret'),
    prepare: ({ changing, tokens }) => ({
      url: changing.details.url,
      request: {
        method: 'POST',
        path: '/api-keys',
        headers: { ...bearer(tokens.changing), 'content-type': 'application/json' },
      },
      variants: newKeys(),
    }),
  },
  {
    id: 'delete',
    title: 'Latchkey deleteApiKey, synced to disk',
    expectation: expectNothing(204),
    prepare: async ({ changing, tokens }, room) => ({
      url: changing.details.url,
      request: { method: 'DELETE', headers: bearer(tokens.changing) },
      variants: eachKey(await changing.ask<string[]>({ keys: room })),
    }),
  },
  token('token', 'Latchkey issueToken, ES256', '/oauth/token', 'ES256'),
  token('oidc-es256', 'oidc-provider token, ES256 JWT', '/token', 'ES256', 'es256'),
  token('oidc-rs256', 'oidc-provider token, RS256 JWT', '/token', 'RS256', 'rs256'),
];

function urlOf({ latchkey, peers }: Stage, peer: Peer | undefined): string {
  const { url } = (peer ? peers[peer] : latchkey)?.details ?? {};
  if (url === undefined) throw new Error(`${peer} was not started`);
  return url;
}

function bearer(value: string): Record<string, string> {
  return { authorization: `Bearer ${value}` };
}
