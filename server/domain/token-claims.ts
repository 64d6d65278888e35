import { parseScopes } from './scopes.ts';

/** What a verified token says. It may belong to a key that is gone by now. */
export interface AccessTokenClaims {
  readonly organizationId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly tokenId: string;
  /** The key's when the token was issued. */
  readonly generation: number;
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The claims of an access token as it carries them (RFC 9068 §2.2), times in seconds, and two of Latchkey's own. */
export interface WireClaims {
  readonly iss: string;
  readonly sub: string;
  readonly client_id: string;
  readonly aud: string | readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly nbf?: number;
  readonly jti: string;
  readonly scope: string;
  readonly org_id: string;
  readonly key_generation?: number;
}

type Fits = (value: unknown) => boolean;

const text: Fits = (value) => typeof value === 'string';
const number: Fits = (value) => Number.isFinite(value);
const maybeNumber: Fits = (value) => value === undefined || number(value);
const texts: Fits = (value) => [value].flat().every(text);

const shape: Readonly<Record<keyof WireClaims, Fits>> = {
  iss: text,
  sub: text,
  client_id: text,
  aud: texts,
  exp: number,
  iat: number,
  nbf: maybeNumber,
  jti: text,
  scope: text,
  org_id: text,
  key_generation: maybeNumber,
};

/** Whether all claims are there that have to be, each of its type. */
export function isWireClaims(claims: Readonly<Record<string, unknown>>): claims is WireClaims & typeof claims {
  return Object.entries(shape).every(([name, fits]) => fits(claims[name]));
}

export function fromWire(claims: WireClaims): AccessTokenClaims {
  return {
    organizationId: claims.org_id,
    clientId: claims.client_id,
    scopes: parseScopes(claims.scope),
    tokenId: claims.jti,
    generation: claims.key_generation ?? 0,
    issuer: claims.iss,
    audience: [claims.aud].flat(),
    issuedAt: claims.iat * 1000,
    expiresAt: claims.exp * 1000,
  };
}
