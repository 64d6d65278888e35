import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadContract } from '../../contract.ts';
import type { OpenApiDocument } from '../../document.ts';
import { createMock, type Mock, type MockOptions } from '../index.ts';

export interface RunningMock extends AsyncDisposable {
  readonly url: string;
  readonly mock: Mock;
  /** Sends a request as someone who may do everything; `body` as JSON, if it isn't text. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Whatever the JSON says: each test says what it expects. */
  readonly body: ReturnType<typeof JSON.parse>;
}

const documents = new Map<string, Promise<OpenApiDocument>>();

/** Reads a document once: most tests only serve it. */
function documentAt(file: string): Promise<OpenApiDocument> {
  const known = documents.get(file) ?? loadContract(file).then(({ document }) => document);
  documents.set(file, known);
  return known;
}

/** A mock of a document, or of the file that holds one, on a port that the system chooses. */
export async function startMock(source: string | OpenApiDocument, options: MockOptions = {}): Promise<RunningMock> {
  const document = typeof source === 'string' ? await documentAt(source) : source;
  const mock = await createMock(document, options);
  const server = createServer(mock.listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    mock,
    async call(method, path, body, headers = {}) {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const response = await fetch(url + path, {
        method,
        headers: {
          Authorization: 'Bearer any',
          ...(text !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(text !== undefined && { body: text }),
      });
      const answered = await response.text();
      const isJson = /json/.test(response.headers.get('Content-Type') ?? '') && answered !== '';
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answered) : answered };
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
