import type { Access, Proof } from './call.ts';
import {
  type Contract,
  follow,
  mapValues,
  type Operation,
  type SecurityRequirement,
  type SecurityScheme,
} from './contract.ts';
import type { Answer, Message } from './exchange.ts';
import type { Secret } from './script.ts';
import type { Pair } from './serialize.ts';
import type { Credentials } from './settings.ts';
import { createTransport } from './transport.ts';

/** Puts credentials into calls, by the document's security schemes. */
export interface Keyring {
  /** What a call of the operation shows, undefined if what is wanted can't be had. */
  proofFor(operation: Operation, access: Access): Promise<Proof | undefined>;
  /** Every secret that was sent. */
  secrets(): readonly Secret[];
}

type Send = (message: Message) => Promise<Answer>;

const nothing: Proof = { headers: {}, query: [] };

export function createKeyring(contract: Contract, credentials: Credentials, target: string, send: Send): Keyring {
  const schemes = mapValues(contract.components?.securitySchemes ?? {}, (scheme) => follow(contract, scheme));
  const tokens = new Map<string, Promise<Token | undefined>>();
  const secrets = new Map<string, Secret>();
  const remember = (value: string | undefined, variable: string, places = ['header authorization']) => {
    if (value) secrets.set([value, ...places].join(' '), { value, variable, places });
  };
  const keyPlaces = Object.values(schemes).flatMap(({ type, in: place, name = '' }) =>
    type !== 'apiKey'
      ? []
      : place === 'cookie'
        ? ['header cookie']
        : [`${place} ${place === 'header' ? name.toLowerCase() : name}`],
  );
  remember(credentials.token, 'TOKEN');
  remember(credentials.weakToken, 'WEAK_TOKEN');
  remember(credentials.apiKey, 'API_KEY', keyPlaces);
  if (credentials.basic) remember(toBase64(credentials.basic), 'BASIC');
  for (const [name, value] of Object.entries(credentials.headers ?? {})) {
    const places = [`header ${name.toLowerCase()}`];
    remember(value.replace(/^(Bearer|Basic) /i, ''), name.toUpperCase().replace(/\W/g, '_'), places);
  }

  /** A token with these scopes; with all that the client may have if undefined. */
  const token = (scheme: SecurityScheme, scopes: readonly string[] | undefined): Promise<Token | undefined> => {
    const { clientId, clientSecret } = credentials;
    const tokenUrl = scheme.flows?.clientCredentials?.tokenUrl;
    if (clientId === undefined || clientSecret === undefined || tokenUrl === undefined)
      return Promise.resolve(undefined);
    const key = `${tokenUrl} ${scopes?.join(' ') ?? '*'}`;
    const known =
      tokens.get(key) ??
      fetchToken(tokenSender(tokenUrl, target, contract.servers ?? [], send), clientId, clientSecret, scopes);
    tokens.set(key, known);
    return known.then((found) => {
      remember(found?.value, scopes === undefined ? 'TOKEN' : `TOKEN_${secrets.size}`);
      return found;
    });
  };

  const bearer = async (
    scheme: SecurityScheme,
    needed: readonly string[],
    access: Access,
  ): Promise<Proof | undefined> => {
    const header = (value: string | undefined) => (value === undefined ? undefined : authorization(`Bearer ${value}`));
    const isOAuth = scheme.type === 'oauth2' && credentials.clientId !== undefined;
    if (access === 'weak') return header(credentials.weakToken);
    if (!isOAuth) return access === 'full' ? header(credentials.token) : undefined;
    const all = await token(scheme, undefined);
    if (access === 'full') return header(credentials.token ?? all?.value);
    if (access === 'exact') return header((await token(scheme, needed))?.value);
    const lacking = typeof access === 'object' ? access.without : '';
    const rest = (all?.scopes ?? Object.keys(scheme.flows?.clientCredentials?.scopes ?? {})).filter(
      (one) => one !== lacking,
    );
    return rest.length > 0 ? header((await token(scheme, rest))?.value) : undefined;
  };

  const proofOfScheme = (
    name: string,
    needed: readonly string[],
    access: Access,
  ): Promise<Proof | undefined> | Proof | undefined => {
    const scheme = schemes[name];
    if (!scheme) return undefined;
    if (scheme.type === 'apiKey')
      return apiKey(scheme, access === 'garbage' ? 'no-such-key' : access === 'full' ? credentials.apiKey : undefined);
    if (scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'basic') {
      const { clientId, clientSecret } = credentials;
      // RFC 6749 §2.3.1: both are form-encoded first.
      const client =
        clientId === undefined
          ? undefined
          : `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret ?? '')}`;
      const pair =
        access === 'garbage' ? 'nobody:nothing' : access === 'full' ? (credentials.basic ?? client) : undefined;
      if (pair && access === 'full') remember(toBase64(pair), 'BASIC');
      return pair === undefined ? undefined : authorization(`Basic ${toBase64(pair)}`);
    }
    if (access === 'garbage') return authorization('Bearer no-such-token');
    return bearer(scheme, needed, access);
  };

  const proofOf = async (requirement: SecurityRequirement, access: Access): Promise<Proof | undefined> => {
    const proofs = await Promise.all(
      Object.entries(requirement).map(([name, needed]) => proofOfScheme(name, needed, access)),
    );
    if (proofs.some((proof) => proof === undefined)) return undefined;
    return (proofs as Proof[]).reduce(joined, nothing);
  };

  return {
    secrets: () => [...secrets.values()],
    async proofFor({ security }, access) {
      if (access === 'none') return nothing;
      const always: Proof = access === 'full' ? { headers: credentials.headers ?? {}, query: [] } : nothing;
      const isGiven = Object.keys(always.headers).some((name) => isCredential(name, schemes));
      const needing = security.filter((requirement) => Object.keys(requirement).length > 0);
      // Where nobody needs to show anything, nothing is shown: the call may hold credentials of its own.
      if (needing.length < security.length || needing.length === 0 || isGiven)
        return access === 'full' ? always : undefined;
      for (const requirement of needing) {
        const proof = await proofOf(requirement, access);
        if (proof) return joined(always, proof);
      }
      return undefined;
    },
  };
}

/** Whether a header is what some scheme asks for. */
function isCredential(name: string, schemes: Readonly<Record<string, SecurityScheme>>): boolean {
  const asked = Object.values(schemes).flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme.in === 'header' ? [scheme.name ?? ''] : [],
  );
  return ['authorization', ...asked.map((one) => one.toLowerCase())].includes(name.toLowerCase());
}

function authorization(value: string): Proof {
  return { headers: { Authorization: value }, query: [] };
}

function apiKey({ in: place, name = '' }: SecurityScheme, value: string | undefined): Proof | undefined {
  if (value === undefined) return undefined;
  const pair: Pair = [name, value];
  if (place === 'query') return { headers: {}, query: [pair] };
  return { headers: place === 'cookie' ? { Cookie: pair.join('=') } : { [name]: value }, query: [] };
}

function joined(one: Proof, other: Proof): Proof {
  return { headers: { ...one.headers, ...other.headers }, query: [...one.query, ...other.query] };
}

interface Token {
  readonly value: string;
  /** What was granted, if the server says. */
  readonly scopes: readonly string[] | undefined;
}

/** RFC 6749 §4.4.2; undefined if the server doesn't grant it. */
async function fetchToken(
  ask: Send,
  clientId: string,
  clientSecret: string,
  scopes: readonly string[] | undefined,
): Promise<Token | undefined> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scopes && { scope: scopes.join(' ') }),
  });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
  const { status, text } = await ask({ method: 'POST', path: '/', headers, body: form.toString() });
  if (status >= 500) throw new Error(`The token endpoint answers ${status}`);
  if (status !== 200) return undefined;
  const { access_token: value, scope } = JSON.parse(text) as { access_token?: string; scope?: string };
  return value === undefined ? undefined : { value, scopes: scope?.split(' ').filter((one) => one !== '') };
}

/**
 * Asks at the token URL: at the target, if the document means itself by it, else wherever the URL says.
 *
 * @param servers the document's; it may have been written for another host than the target
 */
function tokenSender(tokenUrl: string, target: string, servers: readonly { url: string }[], send: Send): Send {
  const { origin, pathname, search } = new URL(tokenUrl, target);
  const own = [target, ...servers.map(({ url }) => url)]
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).origin);
  if (!own.includes(origin)) {
    const elsewhere = createTransport({ target: origin });
    return (message) => elsewhere.send({ ...message, path: pathname + search });
  }
  const base = new URL(target).pathname.replace(/\/$/, '');
  const path = (pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname) + search;
  return (message) => send({ ...message, path });
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}
