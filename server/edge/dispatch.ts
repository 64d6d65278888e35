import type { Request, RequestHandler, Response } from 'express';
import { contextOf, originOf } from './context.ts';
import { inUtf8 } from './json.ts';
import type { RoutedRequest } from './known-routes.ts';
import type { OperationEntry, Origin } from './types.ts';

/** A handler and a reply, without the types of their contract. The compiler has checked those. */
export type AnyHandler = (request: AnyRequest, caller: unknown, origin: Origin) => Promise<AnyReply>;

interface AnyRequest {
  readonly path: unknown;
  readonly query: unknown;
  readonly header: unknown;
  readonly body: unknown;
}

interface AnyReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** Calls the handler of the operation that the validator found, and sends what it returns. */
export function dispatch(handlers: Readonly<Record<string, AnyHandler>>): RequestHandler {
  return async (request, response) => {
    const { operationId = '', operation, caller } = contextOf(response);
    const handler = handlers[operationId];
    if (!handler || !operation) throw new Error(`There is no handler for ${operationId}`);
    const asked = requestOf(request, operation);
    // Whether a state has changed is for the handler to say: Express would answer 304 by itself.
    delete request.headers['if-none-match'];
    const reply = await handler(asked, caller, originOf(request, response));
    if (!declares(operation, reply.status)) throw new Error(`${operationId} does not declare ${reply.status}`);
    send(response, operation, reply);
  };
}

/** Whether an operation declares a status. */
export function declares(operation: OperationEntry, status: number): boolean {
  return mediaTypesOf(operation, status) !== undefined;
}

/** The media types of a status, which is declared by itself, as `4XX`, or by `default`. */
function mediaTypesOf({ responses }: OperationEntry, status: number): readonly string[] | undefined {
  return responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
}

function requestOf(request: Request, { parameters }: OperationEntry): AnyRequest {
  const header = parameters.header.map((name) => [name, request.headers[name.toLowerCase()]]);
  return {
    path: (request as RoutedRequest).openapi?.pathParams,
    query: request.query,
    header: Object.fromEntries(header),
    body: request.body,
  };
}

function send(response: Response, operation: OperationEntry, reply: AnyReply): void {
  const { status, headers = {}, body } = reply;
  response.status(status);
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, String(value));
  if (body === undefined) {
    response.end();
    return;
  }
  const mediaType = reply.contentType ?? mediaTypesOf(operation, status)?.[0] ?? 'application/json';
  if (/[/+]json$/.test(mediaType)) response.setHeader('Content-Type', inUtf8(mediaType)).json(body);
  else response.type(mediaType).send(body);
}
