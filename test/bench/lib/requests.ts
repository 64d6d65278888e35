/** The same form for every token endpoint: credentials in the body (RFC 6749 §2.3.1). */
export function tokenRequest(
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  scope: string,
  path: string,
) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}

/** Bodies that each name another key. */
export function* newKeys() {
  for (let number = 1; ; number++) yield { body: JSON.stringify({ name: `Bench ${number}` }) };
}

/** Each of these keys once. */
export function* eachKey(ids: readonly string[]) {
  for (const id of ids) yield { path: `/api-keys/${id}` };
}
