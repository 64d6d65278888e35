import type { Express, Request, RequestHandler, Response } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { contextOf } from './context.ts';
import { checkContract } from './contract-problems.ts';
import { createKnownRoutes, type RoutedRequest } from './known-routes.ts';
import { dropIdleNullable } from './nullable.ts';
import { type InvalidPart, Problem } from './problem.ts';
import type { OperationTable } from './types.ts';

/** Tells who is calling, or throws. Named after the security schemes of the contract. */
export type SecurityHandlers<Callers> = {
  [Scheme in keyof Callers]: (request: Request, neededScopes: readonly string[]) => Promise<Callers[Scheme]>;
};

export interface ValidatorSettings {
  readonly document: object;
  readonly operations: OperationTable;
  readonly security: Readonly<Record<string, (request: Request, neededScopes: readonly string[]) => Promise<unknown>>>;
  readonly validateResponses: boolean;
  readonly isSound: boolean;
}

/** The validator's steps, apart, so that a body is parsed behind the second and before the third. */
export interface ValidatorSteps {
  /** Finds operations that were called before; cheap, and no answer to what it doesn't know. */
  readonly knownPath: RequestHandler;
  readonly pathAndMethod: RequestHandler;
  readonly security: RequestHandler;
  readonly request: readonly RequestHandler[];
}

/** As many as help a person; a hostile body could have thousands. */
const maxErrors = 20;

/**
 * express-openapi-validator on this contract, speaking the edge's own errors.
 *
 * @throws {InvalidContract} at once rather than on the first request
 */
export async function createValidator(app: Express, settings: ValidatorSettings): Promise<ValidatorSteps> {
  const { document, operations, security, validateResponses } = settings;
  checkContract({ document, operations, schemes: Object.keys(security), isSound: settings.isSound });
  const [prepare, metadata, authenticate, ...validate] = OpenApiValidator.middleware({
    // It changes the document that it is given.
    apiSpec: dropIdleNullable(structuredClone(document)) as never,
    validateApiSpec: false,
    validateRequests: { allErrors: true, coerceTypes: false, allowUnknownQueryParameters: false },
    validateResponses,
    validateSecurity: { handlers: rememberOutcome(security) },
    ajvFormats: { mode: 'full' },
    fileUploader: false,
  }) as RequestHandler[];
  if (!prepare || !metadata || !authenticate) throw new Error('The validator has other steps than expected');
  await settle(prepare, { app } as never);
  const hasAuthorizationOnly = schemeTypes(document).every((type) => type !== 'apiKey');
  const routes = createKnownRoutes(operations);
  const paths = Object.values(operations).map(({ path }) => path);

  /** Tells the context which operation was found; a Problem if there is none. */
  const enter = (request: Request, response: Response): Problem | undefined => {
    const { operationId } = (request as RoutedRequest).openapi?.schema ?? {};
    const operation = operations[operationId ?? ''];
    if (operationId === undefined || !operation) return new Problem('unknown_path');
    const context = contextOf(response);
    context.operationId = operationId;
    context.operation = operation;
    return undefined;
  };

  return {
    knownPath: (request, response, next) => next(routes.recall(request) ? enter(request, response) : undefined),

    pathAndMethod: (request, response, next) => {
      if (contextOf(response).operation) return next();
      if (hasStraySlash(request.path, paths)) return next(new Problem('unknown_path'));
      metadata(request, response, (error?: unknown) => {
        if (!error) {
          routes.note(request);
          return next(enter(request, response));
        }
        const problem = routingProblem(error, response);
        const isQuestion =
          request.method === 'OPTIONS' && problem instanceof Problem && problem.code === 'method_not_allowed';
        return isQuestion ? response.status(204).end() : next(problem);
      });
    },

    security: (request, response, next) => {
      // Where anyone may call, the validator would throw and catch an error for each scheme that isn't used.
      const isAnonymous = hasAuthorizationOnly && request.headers.authorization === undefined;
      if (isAnonymous && contextOf(response).operation?.security.some(isEmpty)) return next();
      authenticate(request, response, (error?: unknown) => {
        if (!error) return next();
        next(contextOf(response).refusal ?? new Problem('missing_token'));
      });
    },

    request: validate.map(
      (step): RequestHandler =>
        (request, response, next) =>
          step(request, response, (error?: unknown) => next(error ? validationProblem(error) : undefined)),
    ),
  };
}

/** All but an `apiKey` are sent in the Authorization header. */
function schemeTypes(document: object): string[] {
  const { components } = document as { components?: { securitySchemes?: Record<string, { type: string }> } };
  return Object.values(components?.securitySchemes ?? {}).map(({ type }) => type);
}

function isEmpty(option: object): boolean {
  return Object.keys(option).length === 0;
}

/** The validator forgets why a handler refused and what it returned; the context remembers both. */
function rememberOutcome(security: ValidatorSettings['security']) {
  const handlers = Object.entries(security).map(([scheme, handler]) => [
    scheme,
    async (request: Request, neededScopes: string[]) => {
      const context = contextOf(request.res as Response);
      try {
        context.caller = await handler(request, neededScopes);
        return true;
      } catch (error) {
        context.refusal = error;
        return false;
      }
    },
  ]);
  return Object.fromEntries(handlers);
}

/** Also names the allowed methods, where it is the method that doesn't fit. */
function routingProblem(error: unknown, response: Response): unknown {
  const { status, headers } = error as { status?: number; headers?: { Allow?: string } };
  if (status === 404) return new Problem('unknown_path');
  if (status === 400)
    return new Problem('malformed_request', { detail: 'The path holds a malformed percent-encoding.' });
  if (status !== 405) return error;
  response.setHeader('Allow', allowed(headers?.Allow ?? ''));
  return new Problem('method_not_allowed');
}

/** The validator takes `/x/` for `/x`, though routing is strict. */
function hasStraySlash(path: string, templates: readonly string[]): boolean {
  const segments = path.split('/');
  const fits = (template: string) => {
    const wanted = template.split('/');
    return wanted.length === segments.length && wanted.every((part, i) => part.includes('{') || part === segments[i]);
  };
  return path.endsWith('/') && !templates.some((template) => template.endsWith('/') && fits(template));
}

/** The methods of a path, with those that the edge answers itself. */
function allowed(declared: string): string {
  const methods = declared.split(', ').map((method) => method.toUpperCase());
  return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ');
}

function validationProblem(error: unknown): unknown {
  const { status, errors = [] } = error as { status?: number; errors?: { path: string; message: string }[] };
  if (status === 415) return new Problem('unsupported_media_type');
  if (status !== 400) return error;
  const parts = errors.slice(0, maxErrors).map(({ path, message }): InvalidPart => ({ pointer: path, message }));
  return new Problem('invalid_request', { errors: parts });
}

/** Runs one step outside a request. */
function settle(step: RequestHandler, request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    step(request, {} as Response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}
