import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { contextOf, type EdgeLog } from './context.ts';
import { declares } from './dispatch.ts';
import type { ErrorAnswer, ErrorForm } from './error-forms.ts';
import { type ErrorRow, type ErrorTable, Problem } from './problem.ts';

/** The form of the errors below each path prefix; the first that fits. */
export type ErrorForms = readonly (readonly [prefix: string, form: ErrorForm])[];

/** Whatever nobody answered. */
export const refuseUnknownPath: RequestHandler = () => {
  throw new Problem('unknown_path');
};

export interface FailureSettings {
  readonly errors: ErrorTable;
  readonly errorForms: ErrorForms;
  readonly log: EdgeLog;
  /** Whether what the edge itself refuses is answered by its own status though the operation doesn't declare that. */
  readonly allowUndeclared: boolean;
}

/** Turns anything that was thrown into an answer of the contract. The cause of a 500 goes to the log alone. */
export function answerFailures({ errors, errorForms, log, allowUndeclared }: FailureSettings): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      log.error({ ...fieldsOf(response), err: error }, 'failed while answering');
      response.destroy();
      return;
    }
    const answer = answerTo(error, errors);
    const isDeclared = declaredOrOutside(response, answer.row.status);
    const isAllowed = isDeclared || (allowUndeclared && error instanceof Problem);
    // What any stranger can bring about is no defect where it was allowed.
    const level = isAllowed ? 'warn' : 'error';
    if (!isDeclared) log[level]({ ...fieldsOf(response), code: answer.code }, 'undeclared_status');
    if (answer.row.status >= 500 || !isAllowed) log.error({ ...fieldsOf(response), err: error }, 'request failed');
    const { row, ...rest } = isAllowed ? answer : answerTo(new Error('undeclared status', { cause: error }), errors);
    const [, form] = errorForms.find(([prefix]) => request.originalUrl.startsWith(prefix)) ?? [];
    if (!form) throw new Error('There is no error form for this path');

    response.status(row.status).set({ ...form.headers, ...row.headers?.(error as Error) });
    response.json(form.body(rest));
  };
}

type Answer = ErrorAnswer & { readonly row: ErrorRow };

/** An error with a code of the table is that answer; anything else is a defect of ours. */
function answerTo(error: unknown, table: ErrorTable): Answer {
  const { code, message } = error as { code?: unknown; message?: string };
  const known = typeof code === 'string' && error instanceof Error && Object.hasOwn(table, code) ? code : undefined;
  const row = known === undefined ? undefined : table[known];
  if (known === undefined || !row) {
    const fallback = table.internal_error;
    return { code: 'internal_error', message: fallback.message, errors: [], row: fallback };
  }
  const errors = error instanceof Problem ? error.errors : [];
  return { code: known, message: row.status < 500 && message ? message : row.message, errors, row };
}

/** Before an operation is found, no contract says what may be answered. */
function declaredOrOutside(response: Response, status: number): boolean {
  const { operation } = contextOf(response);
  return !operation || status === 500 || declares(operation, status);
}

function fieldsOf(response: Response) {
  const { requestId, operationId } = contextOf(response);
  return { requestId, operationId };
}
