import { connect } from 'node:net';
import { expect } from 'vitest';
import type { components } from '../../generated/types.ts';
import type { Service } from '../support/service.ts';

export type Body = NonNullable<RequestInit['body']>;

/** What a 201 shows. */
export type CreatedKey = components['schemas']['CreatedApiKey'];

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A request's text: its lines, an empty one, and its body. */
export function requestText(lines: readonly string[], body = ''): string {
  return [...lines, '', body].join('\r\n');
}

/** Sends bytes that no HTTP client would send, and reads until the server closes the connection. */
export function exchange({ url }: Pick<Service, 'url'>, request: string | Uint8Array): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(received).toString())));
  });
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status: Number(statusLine.split(' ')[1]), headers: new Headers(headers), body: text.slice(end + 4) };
}

/** The body, of a type that the test relies on. */
export async function read<Value>(response: Response): Promise<Value> {
  return (await response.json()) as Value;
}

/** What every error outside `/oauth/*` looks like. */
export function plainError(code: string): object {
  return { code, message: expect.stringMatching(/./) };
}

/** The same, naming the parts of the request that are invalid. */
export function invalidParts(...pointers: string[]): object {
  const errors = pointers.map((pointer) => ({ pointer, message: expect.stringMatching(/./) }));
  return { ...plainError('invalid_request'), errors };
}

/** What every error on `/oauth/*` looks like (RFC 6749 §5.2). */
export function oauthError(error: string): object {
  return { error, error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/) };
}

/** An answer in JSON, with what every answer carries. */
export async function expectJson(response: Response, status: number, body: object): Promise<void> {
  expect(await response.json()).toEqual(body);
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('X-Request-Id')).toMatch(/^[\w-]+$/);
  if (status === 401) expect(response.headers.get('WWW-Authenticate')).toMatch(/^(Bearer|Basic) realm="latchkey"/);
}

/** The same of an answer that came over a bare socket. */
export function expectRawJson({ status, headers, body }: RawAnswer, expectedStatus: number, expected: object): void {
  expect(JSON.parse(body)).toEqual(expected);
  expect(status).toBe(expectedStatus);
  expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(headers.get('X-Request-Id')).toMatch(/^[\w-]+$/);
}

export type Call = (method: string, path: string, init?: RequestInit) => Promise<Response>;

/** Calls with a bearer token; JSON is what a body is, unless `init` says otherwise. */
export function callerOf({ url }: Pick<Service, 'url'>, token: string): Call {
  return async (method, path, { headers, ...init } = {}) =>
    await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(init.body != null && { 'Content-Type': 'application/json' }),
        ...(headers as Record<string, string>),
      },
      ...init,
    });
}
