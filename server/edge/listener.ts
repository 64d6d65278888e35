import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorForm } from './error-forms.ts';
import type { EdgeCode, ErrorTable } from './problem.ts';

export interface ListenerSettings {
  readonly errors: ErrorTable;
  /** For what Node's parser refuses: there is no path yet by which to choose another. */
  readonly errorForm: ErrorForm;
}

export interface Listener {
  readonly server: Server;
  /** Starts to listen. @returns the port, which the system chooses if `port` is 0 */
  listen(port: number, host: string): Promise<number>;
  /** Accepts no more, lets the requests in flight finish, and resolves when all connections are closed. */
  stop(): Promise<void>;
}

/** Milliseconds that requests in flight have to finish after `stop()`. */
const stopDeadline = 10_000;

/** Node's HTTP server around an app: what Node would answer by itself has the contract's form too. */
export function createListener(app: RequestListener, { errors, errorForm }: ListenerSettings): Listener {
  // Without a Host header Node answers an empty 400; the app has a better one.
  const server = createServer({ requireHostHeader: false, requestTimeout: 30_000, headersTimeout: 15_000 });
  const refuse = (socket: Duplex, code: EdgeCode, headers: Record<string, string> = {}) => {
    const { status, message } = errors[code];
    socket.end(rawResponse(status, errorForm.body({ code, message, errors: [] }), headers));
  };

  server.on('request', app);
  server.on('checkExpectation', app);
  server.on('connect', (_request, socket) => refuse(socket, 'method_not_allowed', { Allow: '' }));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || hasAnswered(socket)) socket.destroy();
    else refuse(socket, parserCodes[error.code ?? ''] ?? 'malformed_request');
  });

  return { server, listen: (port, host) => listen(server, port, host), stop: stopper(server) };
}

/** What Node's parser and timers report, where it isn't simply malformed. */
const parserCodes: Readonly<Record<string, EdgeCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

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

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stopper(server: Server): () => Promise<void> {
  const active = new Set<ServerResponse>();
  let isStopping = false;
  server.prependListener('request', (_request, response) => {
    active.add(response);
    response.shouldKeepAlive &&= !isStopping;
    response.once('close', () => active.delete(response));
  });
  return () =>
    new Promise((resolve) => {
      isStopping = true;
      const deadline = setTimeout(() => server.closeAllConnections(), stopDeadline);
      server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
      for (const response of active) response.shouldKeepAlive = false;
      server.closeIdleConnections();
    });
}
