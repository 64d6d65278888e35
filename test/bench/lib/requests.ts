export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The same form for every server's OAuth endpoints: credentials in the body (RFC 6749 §2.3.1). */
function form({ clientId, clientSecret }: Credentials, fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...fields }).toString();
}

const post = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

export function tokenRequest(credentials: Credentials, scope: string, path: string) {
  return { ...post, path, body: form(credentials, { grant_type: 'client_credentials', scope }) };
}

/** For introspection (RFC 7662 §2.1) and revocation (RFC 7009 §2.1). */
export function withToken(credentials: Credentials, token: string, path: string) {
  return { ...post, path, body: form(credentials, { token }) };
}

/** Bodies with each of these tokens once. */
export function* eachToken(credentials: Credentials, tokens: readonly string[]) {
  for (const token of tokens) yield { body: form(credentials, { token }) };
}

/** Bodies that each name another key. */
export function* newKeys() {
  for (let number = 1; ; number++) yield { body: JSON.stringify({ name: `Bench ${number}` }) };
}

/** Each of these keys once. */
export function* eachKey(ids: readonly string[]) {
  for (const id of ids) yield { path: `/api-keys/${id}` };
}
