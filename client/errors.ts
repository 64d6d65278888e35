import type { ErrorCode, OAuthErrorError } from '../generated/enums.ts';

/** The server refused: an answer other than 2xx. */
export class ApiError extends Error {
  readonly operationId: string;
  readonly status: number;
  /** The stable code of the error; a newer server may send one that isn't listed. */
  readonly code: ErrorCode | OAuthErrorError | (string & {}) | undefined;
  /** Name it when you report a problem: the server's log has it too. */
  readonly requestId: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;

  constructor(operationId: string, { status, headers, body }: { status: number; headers: Headers; body: unknown }) {
    const { code, error, message, error_description } = fieldsOf(body);
    const requestId = headers.get('X-Request-Id') ?? undefined;
    const words = [code ?? error, message ?? error_description].filter((text) => text !== undefined).join(': ');
    super(`${operationId} answered ${status}${words && ` ${words}`}${requestId ? ` (request ${requestId})` : ''}`);
    this.name = 'ApiError';
    this.operationId = operationId;
    this.status = status;
    this.code = code ?? error;
    this.requestId = requestId;
    this.headers = headers;
    this.body = body;
  }
}

/** There was no answer: the server can't be reached, or the connection broke. */
export class ConnectionError extends Error {
  constructor(url: string, cause: unknown) {
    super(`No answer from ${new URL(url).origin}`, { cause });
    this.name = 'ConnectionError';
  }
}

/** fetch rejects with a TypeError where there is no answer; anything else, such as an abort, is passed on. */
export function toConnectionError(url: string, error: unknown): never {
  throw error instanceof TypeError ? new ConnectionError(url, error) : error;
}

function fieldsOf(body: unknown): Partial<Record<'code' | 'error' | 'message' | 'error_description', string>> {
  return typeof body === 'object' && body !== null ? body : {};
}
