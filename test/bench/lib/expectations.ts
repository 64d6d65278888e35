import { isDeepStrictEqual } from 'node:util';

/** What one answer of a call must be, looked at before the call is measured. */
export interface Expectation {
  readonly status: number;
  /** Whether a body of that status is the right one. */
  fits(body: string): boolean;
}

export function expectNothing(status: number): Expectation {
  return { status, fits: (body) => body === '' };
}

/** A JSON object with this member. */
export function expectJson(status: number, member: string): Expectation {
  return { status, fits: (body) => member in (JSON.parse(body) as object) };
}

/** A page of this many keys, of so many in all, that begins with the one of this name. */
export function expectPage(expected: { total: number; count: number; firstName: string }): Expectation {
  return {
    status: 200,
    fits: (body) => {
      const { count, meta, apiKeys } = JSON.parse(body) as {
        count: number;
        meta: { total: number };
        apiKeys: { name: string }[];
      };
      const firstName = apiKeys[0]?.name;
      return isDeepStrictEqual({ total: meta.total, count, firstName }, expected) && apiKeys.length === count;
    },
  };
}

/** What introspection says of a token (RFC 7662 §2.2), with at least these members. */
export function expectToken(expected: { active: boolean; scope?: string }): Expectation {
  return {
    status: 200,
    fits: (body) => {
      const said = JSON.parse(body) as object;
      return isDeepStrictEqual({ ...said, ...expected }, said);
    },
  };
}

/** A token answer whose token is a JWT access token (RFC 9068 §2.1) signed with this algorithm. */
export function expectJwt(expectedAlg: string): Expectation {
  return {
    status: 200,
    fits: (body) => {
      const { access_token } = JSON.parse(body) as { access_token: string };
      const header = Buffer.from(access_token.split('.')[0] ?? '', 'base64url').toString();
      const { alg, typ } = JSON.parse(header) as { alg: string; typ: string };
      return alg === expectedAlg && typ === 'at+jwt';
    },
  };
}
