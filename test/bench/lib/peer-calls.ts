import type { Call } from './call.ts';
import { deepLists, list } from './list-calls.ts';
import { createKey, deleteKey, introspectToken, issueToken, readKey, revokeToken } from './service-calls.ts';
import { type ServerName, type Servers, type Stage, sizes } from './stage.ts';
import { introspect, introspectEach, issue, oidcProviders, ours, revoke } from './token-calls.ts';

/** A line of the table of peers, before its server runs. */
export interface PeerCall extends Call<Stage> {
  readonly id: string;
  readonly title: string;
  readonly server: ServerName;
}

/** What is measured unless somebody asks for something else, in the order of the table. */
export const usualCalls: readonly PeerCall[] = [
  sameRead('bare', 'Express alone, the bytes of getApiKey'),
  sameRead('validator', 'Express with the validator, the same'),
  on('latchkey', 'get', 'Latchkey getApiKey, authenticated', readKey),
  on('latchkey', 'list', 'Latchkey listApiKeys, 10 of 1,000', list(sizes.latchkey, 10)),
  on('changing', 'create', 'Latchkey createApiKey, synced to disk', createKey),
  on('changing', 'delete', 'Latchkey deleteApiKey, synced to disk', deleteKey),
  on('latchkey', 'token', 'Latchkey issueToken, ES256', issueToken),
  on('es256', 'oidc-es256', 'oidc-provider token, ES256 JWT', issue(oidcProviders, 'ES256')),
  on('rs256', 'oidc-rs256', 'oidc-provider token, RS256 JWT', issue(oidcProviders, 'RS256')),
  on('latchkey', 'introspect', 'Latchkey introspectToken, a live JWT', introspectToken),
  on('latchkey', 'introspect-new', 'the same, of tokens not seen before', introspectEach(ours)),
  on('opaque', 'oidc-introspect', 'oidc-provider introspection, live opaque token', introspect(oidcProviders)),
  on('changing', 'revoke', 'Latchkey revokeToken, synced to disk', revokeToken),
  on('opaque', 'oidc-revoke', 'oidc-provider revocation, in memory', revoke(oidcProviders)),
];

const depth = 900_000;

/** What needs a store of a million keys, and what that is compared with. */
export const listCalls: readonly PeerCall[] = [
  on('latchkey', 'list', 'Latchkey listApiKeys, 10 of 1,000', list(sizes.latchkey, 10)),
  on('large', 'list-1m', 'Latchkey listApiKeys, 10 of 1,000,000', list(sizes.large, 10)),
  on('latchkey', 'list-100', 'Latchkey listApiKeys, 100 of 1,000', list(sizes.latchkey, 100)),
  on('large', 'list-1m-100', 'Latchkey listApiKeys, 100 of 1,000,000', list(sizes.large, 100)),
  on('large', 'list-after', 'Latchkey listApiKeys, 900,000 deep by cursor', deepLists.byCursor(sizes.large, depth)),
  on('large', 'list-offset', 'the same by offset, one connection', deepLists.byOffset(sizes.large, depth)),
];

/** A call of one of the servers on the stage. */
function on<Name extends ServerName>(server: Name, id: string, title: string, call: Call<Servers[Name]>): PeerCall {
  const prepare: PeerCall['prepare'] = (stage, room) => call.prepare(stage.get(server), room);
  return { id, title, server, expectation: call.expectation, prepare };
}

/** Of a server that gives the bytes that Latchkey gives. */
function sameRead(server: 'bare' | 'validator', title: string): PeerCall {
  const { expectation, prepare } = readKey;
  return { id: server, title, server, expectation, prepare: (stage, room) => prepare(stage.get('latchkey'), room) };
}
