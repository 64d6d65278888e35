import { randomUUID } from 'node:crypto';
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorForm } from './error-forms.ts';
import type { EdgeCode, ErrorTable } from './problem.ts';

export interface ParserRefusals {
  readonly errors: ErrorTable;
  /** There is no path yet by which to choose another. */
  readonly errorForm: ErrorForm;
  /** Told of each. */
  readonly onRefused?: ((code: EdgeCode) => void) | undefined;
}

/** What Node's parser and timers report, where it isn't simply malformed. */
const parserCodes: Readonly<Record<string, EdgeCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Gives what Node's parser refuses the contract's form. */
export function answerParserRefusals(server: Server, { errors, errorForm, onRefused }: ParserRefusals): void {
  const refuse = (socket: Duplex, code: EdgeCode, headers: Record<string, string> = {}) => {
    onRefused?.(code);
    const { status, message } = errors[code];
    socket.end(rawResponse(status, errorForm.body({ code, message, errors: [] }), headers));
    // Until it closes its side, too.
    (socket as Socket).setTimeout(server.timeout, () => socket.destroy());
  };
  server.on('connect', (_request, socket) => refuse(socket, 'method_not_allowed', { Allow: '' }));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || hasAnswered(socket)) socket.destroy();
    else refuse(socket, parserCodes[error.code ?? ''] ?? 'malformed_request');
  });
}

/** A half-sent answer can't be followed by another. */
function hasAnswered(socket: Duplex & { _httpMessage?: ServerResponse }): boolean {
  return socket._httpMessage?.headersSent ?? false;
}

function rawResponse(status: number, body: object, headers: Record<string, string>): string {
  const text = JSON.stringify(body);
  const all = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': randomUUID(),
    Connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n');
}
