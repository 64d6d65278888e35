import { type OpenApiDocument, resolve } from '../document.ts';
import type { PrismOperation } from './prism.ts';
import { Refusal } from './refusal.ts';
import type { Router } from './router.ts';
import { contentsOf, isObject, jsonOf, shapeOf } from './schema.ts';
import { mockTokenPrefix } from './security.ts';
import type { State } from './state/index.ts';
import { plain } from './state/names.ts';
import type { MockAnswer, MockRequest, Route } from './types.ts';

/** An operation that trades a client's credentials for a token (RFC 6749 §4.4). */
export interface TokenEndpoint {
  readonly route: Route;
  /** Every scope that the flow defines. */
  readonly scopes: readonly string[];
}

interface Flow {
  readonly tokenUrl?: string;
  readonly scopes?: Readonly<Record<string, string>>;
}

/** Seconds, where the contract has no example. */
const life = 3600;

/** The operations of a document that stand at the `tokenUrl` of a client credentials flow. */
export function tokenEndpointsOf(document: OpenApiDocument, router: Router): TokenEndpoint[] {
  const schemes = Object.values(document.components?.securitySchemes ?? {}).map((scheme) => resolve(document, scheme));
  return schemes.flatMap(({ flows }) => {
    const { tokenUrl, scopes = {} } = (flows?.clientCredentials ?? {}) as Flow;
    const url = tokenUrl === undefined ? null : URL.parse(tokenUrl, 'http://localhost/');
    if (!url) return [];
    try {
      return [{ route: router.find('POST', url.pathname).route, scopes: Object.keys(scopes) }];
    } catch {
      // The tokens of this contract come from elsewhere.
      return [];
    }
  });
}

/**
 * The answer of a token endpoint, with a token that names its scopes: `mock.read:pet,write:pet`.
 *
 * @param given Prism's answer to the request
 * @throws {Refusal} as RFC 6749 §5.2 has it
 */
export async function withToken(
  { scopes }: TokenEndpoint,
  request: MockRequest,
  given: MockAnswer,
  operation: PrismOperation,
  state: State | undefined,
): Promise<MockAnswer> {
  const fields: Readonly<Record<string, unknown>> = isObject(request.body.value) ? request.body.value : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  const grant = text('grant_type');
  if (grant !== 'client_credentials') {
    throw refusal(400, grant ? 'unsupported_grant_type' : 'invalid_request', `The grant type is "${grant}".`);
  }
  const [id, secret] = clientOf(request, text('client_id'), text('client_secret'));
  const allowed = (await scopesOf(id, secret, state)) ?? scopes;
  const asked = text('scope').split(' ').filter(Boolean);
  const refused = asked.filter((scope) => !allowed.includes(scope));
  if (refused.length > 0) throw refusal(400, 'invalid_scope', `The client does not have ${refused.join(' ')}.`);

  const granted = asked.length > 0 ? asked : allowed;
  const body = isObject(given.body) ? given.body : {};
  const content = jsonOf(contentsOf(operation, given.status));
  const declared = content?.schema ? shapeOf(operation, content.schema).properties : {};
  const answer: Readonly<Record<string, unknown>> = {
    access_token: mockTokenPrefix + granted.join(','),
    token_type: 'Bearer',
    expires_in: Number(body.expires_in) || life,
    scope: granted.join(' '),
  };
  const fitting = Object.entries(answer).filter(
    ([name]) => name in declared || ['access_token', 'token_type'].includes(name) || Object.keys(declared).length === 0,
  );
  return { ...given, body: { ...body, ...Object.fromEntries(fitting) }, why: `a token for ${id}` };
}

/** The client's id and secret: from HTTP Basic, each form-encoded (RFC 6749 §2.3.1), or from the body. */
function clientOf({ headers }: MockRequest, id: string, secret: string): [id: string, secret: string] {
  const [, basic] = /^basic +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (basic !== undefined && secret) throw refusal(400, 'invalid_request', 'The client authenticates in two ways.');
  if (basic === undefined) {
    if (id && secret) return [id, secret];
    throw refusal(401, 'invalid_client', 'The request names no client and secret.');
  }
  const [name = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  const decoded = new URLSearchParams(`id=${name}&secret=${rest.join(':')}`);
  return [decoded.get('id') ?? '', decoded.get('secret') ?? ''];
}

/** The scopes of a client that the state knows; undefined for any other, who may have what there is. */
async function scopesOf(id: string, secret: string, state: State | undefined): Promise<readonly string[] | undefined> {
  const found = await state?.find('client_id', id);
  if (found?.wasRemoved) throw refusal(401, 'invalid_client', `${id} was deleted.`);
  if (!found?.entry) return undefined;
  const { once, value } = found.entry;
  const known = Object.entries(once).find(([name]) => plain(name) === 'clientsecret')?.[1];
  if (known !== undefined && known !== secret) throw refusal(401, 'invalid_client', `That is not the secret of ${id}.`);
  const held = value.scopes ?? value.scope;
  if (typeof held === 'string') return held.split(' ');
  return Array.isArray(held) ? held.map(String) : undefined;
}

function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, message, {
    hints: [code],
    headers: status === 401 ? { 'WWW-Authenticate': 'Basic realm="mock"' } : {},
  });
}
