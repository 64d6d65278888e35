import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import type { OperationEntry, Origin } from './types.ts';

/** What the edge knows of a request while it is served. */
export interface RequestContext {
  readonly requestId: string;
  /** As it was sent: a HEAD is served as a GET. */
  readonly method: string;
  operationId?: string;
  operation?: OperationEntry;
  /** What the security scheme told of the caller. */
  caller?: unknown;
  /** Why a security scheme refused. */
  refusal?: unknown;
  /** Once it was asked for. */
  origin?: Origin;
}

export interface EdgeLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A request that has ended. */
export interface FinishedRequest {
  /** Undefined if the contract has none for it. */
  readonly operationId: string | undefined;
  readonly method: string;
  /** Undefined if its connection ended before the answer was sent. */
  readonly status: number | undefined;
  readonly milliseconds: number;
}

/** Who is told of requests. */
export interface Watch {
  readonly log: EdgeLog;
  readonly observe?: ((finished: FinishedRequest) => void) | undefined;
  /** What of a caller goes into the log. */
  readonly describeCaller?: ((caller: unknown) => object | undefined) | undefined;
}

const key = Symbol('edge context');

export function contextOf(response: Response): RequestContext {
  return response.locals[key as unknown as string];
}

/** An address with the port that some proxies add. */
const withPort = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/;

/** Where this request comes from. */
export function originOf(request: Request, response: Response): Origin {
  const context = contextOf(response);
  context.origin ??= { requestId: context.requestId, address: addressOf(request) };
  return context.origin;
}

/** What a trusted proxy forwards may be anything; a socket that is gone has no address. */
function addressOf({ ip = '', socket }: Request): string {
  if (isIP(ip) > 0) return ip;
  const [, ipv6, ipv4] = withPort.exec(ip) ?? [];
  const bare = ipv6 ?? ipv4 ?? ip;
  return isIP(bare) > 0 ? bare : (socket.remoteAddress ?? 'unknown');
}

/** A plain token (RFC 9110 §5.6.2) of at most 128 characters is taken over as it is. */
const plainToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;

/** Gives the request its id and its context, and tells of its end. */
export function startRequest({ log, observe, describeCaller }: Watch): RequestHandler {
  return (request, response, next) => {
    const context: RequestContext = { requestId: requestIdOf(request), method: request.method };
    response.locals[key as unknown as string] = context;
    response.setHeader('X-Request-Id', context.requestId);
    // Nothing here is for a cache to keep, unless its handler says otherwise.
    response.setHeader('Cache-Control', 'no-store');
    const started = performance.now();
    response.once('close', () => {
      const { requestId, method, operationId } = context;
      const status = response.writableFinished ? response.statusCode : undefined;
      const milliseconds = performance.now() - started;
      observe?.({ operationId, method, status, milliseconds });
      // Never the URL: somebody may have put a secret into it.
      const outcome = status === undefined ? { aborted: true } : { status };
      const caller = describeCaller?.(context.caller);
      const rounded = Math.round(milliseconds * 10) / 10;
      log.info({ requestId, method, operationId, ...caller, ...outcome, milliseconds: rounded }, 'request');
    });
    next();
  };
}

function requestIdOf(request: Request): string {
  const inbound = request.headers['x-request-id'];
  return typeof inbound === 'string' && plainToken.test(inbound) ? inbound : randomUUID();
}
