import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

/**
 * Brings a request into the one shape that everything after it sees, and refuses what HTTP itself forbids:
 * an HTTP/1.1 request without a Host or with two (RFC 9112 §3.2), an expectation that can't be met, two
 * Authorization headers.
 */
export const normaliseRequest: RequestHandler = (request, _response, next) => {
  const { headers } = request;
  if (headers.host === undefined && request.httpVersion === '1.1') {
    throw new Problem('malformed_request', { detail: 'The Host header is missing.' });
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    throw new Problem('expectation_failed');
  }
  // RFC 9112 §6.1: how long such a body is can't be known.
  if (!/^chunked$/i.test(headers['transfer-encoding'] ?? 'chunked')) {
    throw new Problem('malformed_request', { detail: 'The Transfer-Encoding is not chunked.' });
  }
  for (const name of ['Host', 'Authorization']) {
    if (isRepeated(request, name)) {
      throw new Problem('malformed_request', { detail: `There is more than one ${name} header.` });
    }
  }
  if (/^https?:\/\//i.test(request.url)) toOriginForm(request);
  // HEAD is GET without a body (RFC 9110 §9.3.2); Node leaves the body out by itself.
  if (request.method === 'HEAD') request.method = 'GET';
  next();
};

/** Node keeps the first of these headers and silently drops the others. */
function isRepeated({ rawHeaders }: IncomingMessage, header: string): boolean {
  const isIt = (name: string, index: number) => index % 2 === 0 && name.toLowerCase() === header.toLowerCase();
  return rawHeaders.filter(isIt).length > 1;
}

/** A server must accept the absolute form of a target too (RFC 9112 §3.2.2). */
function toOriginForm(request: { url: string; originalUrl: string }): void {
  const origin = request.url.replace(/^https?:\/\/[^/?#]*/i, '');
  request.url = origin.startsWith('/') ? origin : `/${origin}`;
  request.originalUrl = request.url;
}
