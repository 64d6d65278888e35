import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MockAnswer } from './types.ts';

/** Headers that let a page of any origin call. */
export function corsHeaders({ headers }: IncomingMessage): Record<string, string> {
  const origin = headers.origin ?? '*';
  return {
    'Access-Control-Allow-Origin': origin,
    ...(origin !== '*' && { 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }),
  };
}

export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** The answer to a preflight: whatever is asked for may be sent. */
export function preflightAnswer({ headers }: IncomingMessage): MockAnswer {
  const allowed = headers['access-control-request-headers'];
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': headers['access-control-request-method'] ?? '*',
      ...(allowed && { 'Access-Control-Allow-Headers': String(allowed) }),
      ...(headers['access-control-request-private-network'] && { 'Access-Control-Allow-Private-Network': 'true' }),
    },
    why: 'preflight',
  };
}

/** Writes an answer, without its body if the request is a HEAD. */
export function send(request: IncomingMessage, response: ServerResponse, answer: MockAnswer): void {
  const exposed = Object.keys(answer.headers).join(', ');
  const headers = {
    ...corsHeaders(request),
    ...(exposed && { 'Access-Control-Expose-Headers': exposed }),
    ...Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, printable(value)])),
  };
  const hasBody = answer.status !== 204 && answer.status !== 304 && answer.body !== undefined;
  const text = hasBody ? bodyText(answer) : '';
  const type = Object.keys(headers).find((name) => name.toLowerCase() === 'content-type');
  if (!hasBody && type) delete (headers as Record<string, string>)[type];
  if (answer.status !== 204 && answer.status !== 304)
    (headers as Record<string, string | number>)['Content-Length'] = Buffer.byteLength(text);
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : text);
}

function bodyText({ body, headers }: MockAnswer): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return typeof body === 'string' && !/[/+]json\b/i.test(type) ? body : JSON.stringify(body);
}

/** Node refuses to send anything else in a header. */
function printable(value: string): string {
  return value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}
