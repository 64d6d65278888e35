import { type KeyObject, sign, verify } from 'node:crypto';
import type { OpenSigningKey } from './signing-keys.ts';

type Members = Readonly<Record<string, unknown>>;

/** Decoders pass over what is no base64url: a token with more in it would be taken for the one without. */
const compactForm = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Header parameters by which a token would bring its own key (RFC 8725 §3.10), or ask for what is unknown here. */
const unwelcome = ['jwk', 'jku', 'x5u', 'x5c', 'crit'];

/** Of RFC 9068 §2.1; in full it is a media type, whose case means nothing (RFC 7515 §4.1.9). */
const accessTokenType = /^(application\/)?at\+jwt$/i;

/**
 * A JWT in JWS compact form (RFC 7515 §7.1), signed with ES256 (RFC 7518 §3.4). Signing and verifying by way of WebCrypto,
 * as jose does, takes about twice as long.
 */
export function signJwt({ jwsHeader, privateKey }: OpenSigningKey, claims: object): string {
  const signed = `${jwsHeader}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** What each access token begins with that is signed by the key of this name. */
export function jwsHeaderOf(kid: string): string {
  return encode({ alg: 'ES256', typ: 'at+jwt', kid });
}

/** Which key an access token says it was signed with; undefined if it is none, or not one of the service's making. */
export function kidOf(token: string): string | undefined {
  const [, head = ''] = compactForm.exec(token) ?? [];
  const header = decode(head);
  if (header?.alg !== 'ES256' || unwelcome.some((name) => name in header)) return undefined;
  const { typ, kid } = header;
  return typeof typ === 'string' && accessTokenType.test(typ) && typeof kid === 'string' ? kid : undefined;
}

/** What a token claims; undefined unless this key signed it. */
export function claimsSignedBy(key: KeyObject, token: string): Members | undefined {
  const [, head = '', payload = '', signature = ''] = compactForm.exec(token) ?? [];
  const signed = Buffer.from(`${head}.${payload}`);
  const isSigned = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  return isSigned ? decode(payload) : undefined;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** The members of an object; undefined for anything else. */
function decode(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(Buffer.from(part, 'base64url')));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
