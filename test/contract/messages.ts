import type { Call } from './cases.ts';
import type { Operation } from './document.ts';
import type { Message } from './exchange.ts';

/** What the placeholders of a case stand for. */
export interface Fills {
  /** For the bearer token; none if undefined. */
  readonly token: string | undefined;
  readonly newKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The request of a case, ready to be sent. */
export function messageOf(operation: Operation, call: Call, fills: Fills): Message {
  const path = operation.path.replace(/\{(.*?)\}/g, (_, name: string) => {
    const example = operation.parameters.find((parameter) => parameter.name === name)?.example;
    const value = call.path?.[name] ?? String(example);
    return encodeURIComponent(value === '$new' ? fills.newKey : value);
  });
  const { method } = operation;
  const needsToken = operation.security.some((scheme) => 'oauth2' in scheme);
  const headers = {
    Accept: '*/*',
    ...(call.contentType !== undefined && { 'Content-Type': call.contentType }),
    ...(needsToken && fills.token !== undefined && { Authorization: `Bearer ${fills.token}` }),
  };
  const query = call.query === undefined ? '' : `?${call.query}`;
  return { method, path: path + query, headers, body: bodyText(call, fills) };
}

function bodyText({ body, contentType }: Call, fills: Fills): string | undefined {
  if (body === undefined || typeof body === 'string') return body;
  const filled = withCredentials(body as Record<string, unknown>, fills);
  return contentType === 'application/json'
    ? JSON.stringify(filled)
    : new URLSearchParams(filled as Record<string, string>).toString();
}

/** The first key's own credentials, where a body has those of the contract's examples. */
function withCredentials(body: Record<string, unknown>, { clientId, clientSecret }: Fills): Record<string, unknown> {
  if (body.client_id !== '$clientId' && body.client_id !== clientId) return body;
  const isPlaceholder = String(body.client_secret).startsWith('lks_') || body.client_secret === '$clientSecret';
  return { ...body, client_id: clientId, ...(isPlaceholder && { client_secret: clientSecret }) };
}
