import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import { admit } from './admission.ts';
import { parseBody } from './body.ts';
import { contextOf, type EdgeLog, type FinishedRequest, startRequest } from './context.ts';
import { type AnyHandler, dispatch } from './dispatch.ts';
import { answerFailures, type ErrorForms, refuseUnknownPath } from './failures.ts';
import { answerInJson } from './json.ts';
import { refuseLooseNumbers } from './numbers.ts';
import type { ErrorTable } from './problem.ts';
import { normaliseRequest } from './request-line.ts';
import { securityHeaders } from './security-headers.ts';
import type { CallersFor, Handlers, OperationTable, Origin } from './types.ts';
import { createValidator, type SecurityHandlers } from './validator.ts';

export interface EdgeSettings<Operations, Table extends OperationTable, Callers extends CallersFor<Table>> {
  /** The contract, bundled into one document. */
  readonly document: object;
  /** The operation table that was generated from it. */
  readonly operations: Table;
  readonly handlers: Handlers<Operations, Table, Callers>;
  readonly security: SecurityHandlers<Callers>;
  readonly errors: ErrorTable;
  readonly errorForms: ErrorForms;
  readonly log: EdgeLog;
  /** Told of each request that has ended. */
  readonly observe?: (finished: FinishedRequest) => void;
  /** What of a caller goes into the line that its request has in the log. */
  readonly describeCaller?: (caller: unknown) => object | undefined;
  /**
   * Asked once it is known what a call wants, before anything else is; lets it in, or throws. Calls of operations that
   * declare no 429 are let in unasked.
   */
  readonly admission?: (origin: Origin) => Promise<void>;
  /** Routes that stand beside the contract. */
  readonly beside?: RequestHandler;
  /** Checks every JSON answer against the contract: for development and tests. */
  readonly validateResponses?: boolean;
  /**
   * For a contract that is silent on 400, 401 and the like: what the edge itself refuses is answered by its own status,
   * and logged, though the operation doesn't declare that. Without it an undeclared status is a 500.
   */
  readonly allowUndeclared?: boolean;
  /** Bytes. */
  readonly bodyLimit?: number;
  /** Whether it is known that the document is OpenAPI: to see for itself takes a quarter of a start. */
  readonly isSound?: boolean;
  /** Browser origins that may call; `*` for any. */
  readonly corsOrigins?: readonly string[];
  /** Express's `trust proxy`: whose `X-Forwarded-For` counts. */
  readonly trustProxy?: string | undefined;
}

/** Response headers that a browser's script may read. */
const exposedHeaders = [
  'X-Request-Id',
  'Location',
  'ETag',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'Allow',
];

/**
 * An Express app that serves a contract with these handlers: everything is checked before a handler runs, in one
 * order (path and method, caller, body and parameters), and every error is one of the contract's.
 *
 * @throws what is wrong with the contract
 */
export async function createEdge<Operations, Table extends OperationTable, Callers extends CallersFor<Table>>(
  settings: EdgeSettings<Operations, Table, Callers>,
): Promise<Express> {
  const { document, operations, security, errors, errorForms, log, corsOrigins = [] } = settings;
  const { allowUndeclared = false } = settings;
  const app = express();
  app.set('strict routing', true).set('case sensitive routing', true).set('etag', false).set('x-powered-by', false);
  if (settings.trustProxy !== undefined) app.set('trust proxy', settings.trustProxy);

  const steps = await createValidator(app, {
    document,
    operations,
    security: security as SecurityHandlers<Record<string, unknown>>,
    validateResponses: settings.validateResponses ?? false,
    isSound: settings.isSound ?? false,
  });

  app.response.json = answerInJson;
  // One route: Express would look at the path again for each step that stands by itself.
  const route = app.route(/^/);
  route.all(startRequest(settings), securityHeaders());
  if (corsOrigins.length > 0)
    route.all(cors({ origin: originOption(corsOrigins), exposedHeaders, preflightContinue: true }));
  route.all(normaliseRequest, steps.knownPath);
  if (settings.beside) route.all(unlessKnown(settings.beside));
  route.all(steps.pathAndMethod);
  if (settings.admission) route.all(admit(settings.admission));
  route.all(steps.security, parseBody(settings.bodyLimit ?? 16 * 1024));
  route.all(refuseLooseNumbers, ...steps.request);
  route.all(dispatch(settings.handlers as unknown as Record<string, AnyHandler>));
  app.use(refuseUnknownPath, answerFailures({ errors, errorForms, log, allowUndeclared }));
  return app;
}

/** What stands beside the contract is not asked about calls of the contract. */
function unlessKnown(beside: RequestHandler): RequestHandler {
  return (request, response, next) => (contextOf(response).operation ? next() : beside(request, response, next));
}

function originOption(origins: readonly string[]): string | string[] {
  return origins.includes('*') ? '*' : [...origins];
}
