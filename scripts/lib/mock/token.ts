import { type OpenApiDocument, resolve } from '../document.ts';
import { clientOf, oauthRefusal, textOf } from './clients.ts';
import type { PrismOperation } from './prism.ts';
import type { Router } from './router.ts';
import { contentsOf, isObject, jsonOf, shapeOf } from './schema.ts';
import { mockTokenPrefix } from './security.ts';
import type { State } from './state/index.ts';
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
  const grant = textOf(request, 'grant_type');
  if (grant !== 'client_credentials') {
    throw oauthRefusal(400, grant ? 'unsupported_grant_type' : 'invalid_request', `The grant type is "${grant}".`);
  }
  const { id, scopes: allowed = scopes } = await clientOf(request, state);
  const asked = textOf(request, 'scope').split(' ').filter(Boolean);
  const refused = asked.filter((scope) => !allowed.includes(scope));
  if (refused.length > 0) throw oauthRefusal(400, 'invalid_scope', `The client does not have ${refused.join(' ')}.`);

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
