import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import { admit } from './admission.ts';
import { parseBody } from './body.ts';
import { type EdgeLog, startRequest } from './context.ts';
import { type AnyHandler, dispatch } from './dispatch.ts';
import { answerFailures, type ErrorForms, refuseUnknownPath } from './failures.ts';
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
  });

  app.use(startRequest(log), securityHeaders());
  if (corsOrigins.length > 0)
    app.use(cors({ origin: originOption(corsOrigins), exposedHeaders, preflightContinue: true }));
  app.use(normaliseRequest);
  if (settings.beside) app.use(settings.beside);
  app.use(steps.pathAndMethod);
  if (settings.admission) app.use(admit(settings.admission));
  app.use(steps.security, parseBody(settings.bodyLimit ?? 16 * 1024));
  app.use(refuseLooseNumbers, ...steps.request);
  app.use(dispatch(settings.handlers as unknown as Record<string, AnyHandler>));
  app.use(refuseUnknownPath, answerFailures({ errors, errorForms, log, allowUndeclared }));
  return app;
}

function originOption(origins: readonly string[]): string | string[] {
  return origins.includes('*') ? '*' : [...origins];
}
