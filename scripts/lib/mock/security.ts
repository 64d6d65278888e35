import { type OpenApiDocument, resolve, type SecurityRequirement } from '../document.ts';
import { Refusal } from './refusal.ts';
import { isObject } from './schema.ts';
import type { MockAnswer, MockRequest, Route } from './types.ts';

/** A security scheme, as far as it says where credentials are. */
interface Scheme {
  readonly type: string;
  readonly scheme?: string;
  readonly name?: string;
  readonly in?: string;
}

type Credentials = Pick<MockRequest, 'headers' | 'query'>;

/** `mock.read:pet,write:pet` may do what it says; any other credential may do everything. */
export const mockTokenPrefix = 'mock.';

/**
 * Holds a request to the security of its operation: one of its requirements must be met with every scheme of it.
 *
 * @throws {Refusal} 401 if credentials are missing, 403 if they are there and lack a scope
 */
export function checkSecurity(request: MockRequest): void {
  const { document, operation } = request.route;
  const requirements = operation.security ?? document.security ?? [];
  if (requirements.length === 0) return;
  const verdicts = requirements.map((requirement) => judge(document, requirement, request));
  refuseExpired(request);
  if (verdicts.some(({ missing, lacking }) => missing.length + lacking.length === 0)) return;

  const forbidden = verdicts.find(({ missing }) => missing.length === 0);
  if (forbidden) {
    const scope = forbidden.lacking.join(' ');
    throw new Refusal(403, `The credentials lack ${scope}.`, {
      hints: ['insufficientScope', 'forbidden', 'accessDenied'],
      headers: { 'WWW-Authenticate': `Bearer realm="mock", error="insufficient_scope", scope="${scope}"` },
    });
  }
  const wanted = [...new Set(verdicts.map(({ missing }) => missing.map(describe).join(' and ')))].join(', or ');
  throw new Refusal(401, `No credentials: send ${wanted}.`, {
    hints: ['missingToken', 'missingCredentials', 'missing', 'unauthorized', 'unauthenticated'],
    headers: { 'WWW-Authenticate': challengeOf(verdicts.flatMap(({ missing }) => missing)) },
  });
}

/** A JWT says itself when it ends (RFC 7519 §4.1.4). */
function refuseExpired({ headers }: MockRequest): void {
  const [, payload = ''] = /^bearer +[^.\s]+\.([^.\s]+)\.[^.\s]*$/i.exec(headers.authorization ?? '') ?? [];
  const [, seconds] = /"exp":\s*(\d+)/.exec(Buffer.from(payload, 'base64url').toString()) ?? [];
  if (seconds === undefined || Number(seconds) * 1000 > Date.now()) return;
  throw new Refusal(401, `The token ended ${new Date(Number(seconds) * 1000).toUTCString()}.`, {
    hints: ['invalidToken', 'expiredToken', 'tokenExpired', 'unauthorized', 'unauthenticated'],
    headers: { 'WWW-Authenticate': 'Bearer realm="mock", error="invalid_token"' },
  });
}

/** Errors of a token that a challenge names (RFC 6750 §3.1). */
const tokenErrors = ['invalid_request', 'invalid_token', 'insufficient_scope'];

/**
 * The challenge of a declared 401 or 403: how its operation wants to be called, and the error that its body speaks of.
 * The contract has one example of it for many errors.
 */
export function challengeFor({ document, operation }: Route, { body }: MockAnswer): string {
  const requirements = operation.security ?? document.security ?? [];
  const schemes = requirements.flatMap(Object.keys).map((name) => schemeOf(document, name));
  const challenge = challengeOf(schemes);
  const { code, error = code } = isObject(body) ? body : {};
  if (!challenge.startsWith('Bearer') || !tokenErrors.includes(String(error))) return challenge;
  const scope = requirements.flatMap(Object.values).flat().join(' ');
  return `${challenge}, error="${error}"${error === 'insufficient_scope' ? `, scope="${scope}"` : ''}`;
}

function schemeOf(document: OpenApiDocument, name: string): Scheme {
  const declared = document.components?.securitySchemes?.[name];
  return declared ? resolve(document, declared) : { type: 'unknown' };
}

function judge(document: OpenApiDocument, requirement: SecurityRequirement, credentials: Credentials) {
  const missing: Scheme[] = [];
  const lacking: string[] = [];
  for (const [name, scopes] of Object.entries(requirement)) {
    const scheme = schemeOf(document, name);
    const credential = credentialOf(scheme, credentials);
    if (credential) lacking.push(...scopes.filter((scope) => !holds(credential, scope)));
    else missing.push(scheme);
  }
  return { missing, lacking };
}

/** What a request shows for a scheme; nothing if it shows nothing. */
function credentialOf({ type, scheme, name = '', in: place }: Scheme, { headers, query }: Credentials): string {
  if (type === 'apiKey') {
    const places: Readonly<Record<string, () => string | null | undefined>> = {
      header: () => headers[name.toLowerCase()],
      query: () => query.get(name),
      cookie: () => cookie(headers.cookie ?? '', name),
    };
    return places[place ?? '']?.() ?? '';
  }
  // A certificate is not for a mock to see.
  if (type === 'mutualTLS') return 'certificate';
  const [given = '', credential = ''] = (headers.authorization ?? '').trim().split(/ +/);
  if (given.toLowerCase() !== authorizationScheme({ type, ...(scheme && { scheme }) })) return '';
  if (given.toLowerCase() !== 'basic') return credential;
  return Buffer.from(credential, 'base64').toString().includes(':') ? credential : '';
}

function authorizationScheme({ type, scheme = 'bearer' }: Scheme): string {
  return type === 'http' ? scheme.toLowerCase() : 'bearer';
}

function cookie(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs
    .find(([key]) => key === name)
    ?.slice(1)
    .join('=');
}

function holds(credential: string, scope: string): boolean {
  if (!credential.startsWith(mockTokenPrefix)) return true;
  return credential.slice(mockTokenPrefix.length).split(',').includes(scope);
}

function describe(scheme: Scheme): string {
  if (scheme.type === 'apiKey') return `${scheme.name} in the ${scheme.in}`;
  return `Authorization: ${authorizationScheme(scheme).replace(/^./, (letter) => letter.toUpperCase())} …`;
}

function challengeOf(schemes: readonly Scheme[]): string {
  const names = schemes
    .filter(({ type }) => type !== 'apiKey')
    .map((scheme) => authorizationScheme(scheme).replace(/^./, (letter) => letter.toUpperCase()));
  return names.length > 0
    ? [...new Set(names)].map((name) => `${name} realm="mock"`).join(', ')
    : 'ApiKey realm="mock"';
}
