import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { OpenApiDocument } from '../document.ts';
import { answerTo, type Served, serve } from './answer.ts';
import { send } from './http.ts';
import { problem } from './refuse.ts';

export interface Mock {
  readonly listener: RequestListener;
  /** The next requests are answered by this document. Throws, and keeps the one before, if it can't be served. */
  swap(document: OpenApiDocument): Promise<void>;
}

export interface MockOptions {
  /** Values made from the schemas rather than the examples. */
  readonly dynamic?: boolean;
  /** Called with one line a request, and with what is wrong with the document's examples. */
  readonly log?: (line: string) => void;
}

/** A mock of a linted and bundled document, such as `loadContract` gives. The first in a process takes about a second. */
export async function createMock(document: OpenApiDocument, options: MockOptions = {}): Promise<Mock> {
  const { log = () => {} } = options;
  let served = await serve(document, options);
  return {
    listener: (request, response) => void respond(served, log, request, response),
    async swap(next) {
      served = await serve(next, options);
    },
  };
}

async function respond(
  served: Served,
  log: (line: string) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  request.on('error', () => {});
  const answer = await answerTo(served, request).catch((error: Error) =>
    problem(500, `The mock failed: ${error.message}`),
  );
  if (response.destroyed) return;
  try {
    send(request, response, answer);
  } catch (error) {
    send(request, response, problem(500, `The answer can't be sent: ${(error as Error).message}`));
  }
  const milliseconds = Math.round(performance.now() - started);
  log([`${request.method} ${request.url} ${answer.status} ${milliseconds} ms`, answer.why].filter(Boolean).join('  '));
}
