import type { IncomingMessage, ServerResponse } from 'node:http';
import { serialize } from './serialize.ts';
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
  const { status, body } = answer;
  const isEmpty = status === 204 || status === 304 || body === undefined;
  const type = headerOf(answer, 'Content-Type');
  const text = isEmpty ? '' : serialize(body, type ?? '');
  const exposed = Object.keys(answer.headers).join(', ');
  const headers = {
    ...corsHeaders(request),
    ...(exposed && { 'Access-Control-Expose-Headers': exposed }),
    // What a mock answers may be another thing a moment later.
    ...(headerOf(answer, 'Cache-Control') === undefined && { 'Cache-Control': 'no-store' }),
    ...Object.fromEntries(
      Object.entries(answer.headers)
        .filter(([name]) => !isEmpty || name.toLowerCase() !== 'content-type')
        .map(([name, value]) => [name, printable(value)]),
    ),
    ...(status !== 204 && status !== 304 && { 'Content-Length': Buffer.byteLength(text) }),
  };
  response.writeHead(status, headers);
  response.end(request.method === 'HEAD' ? undefined : text);
}

/** A header of an answer, however it is written. */
export function headerOf({ headers }: MockAnswer, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
}

/** Headers with other texts in those of them that are declared. */
export function withDeclared(headers: MockAnswer['headers'], texts: MockAnswer['headers']): MockAnswer['headers'] {
  const others = new Map(Object.entries(texts).map(([name, text]) => [name.toLowerCase(), text]));
  return Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, others.get(name.toLowerCase()) ?? text]),
  );
}

/** Node refuses to send anything else in a header. */
function printable(value: string): string {
  return value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}
