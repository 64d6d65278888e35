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
