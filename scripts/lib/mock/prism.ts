import type { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { OpenApiDocument } from '../document.ts';
import { partOf } from './part-of.ts';
import { Refusal } from './refusal.ts';
import type { MockAnswer, MockRequest, Route } from './types.ts';
import { withoutWriteOnly } from './write-only.ts';

/** An operation as Prism sees it: every schema is JSON Schema, whatever the version of the document. */
export type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** Which of the declared answers is wanted. */
export interface Wanted {
  readonly code?: number;
  readonly exampleKey?: string;
  /** Values made from the schema rather than examples. */
  readonly dynamic?: boolean;
  readonly seed?: string;
}

export interface Prism {
  operation(route: Route): Promise<PrismOperation>;
  /** Prism's answer to a request that is found to be valid. Throws a Refusal with what isn't valid, or can't be given. */
  answer(request: MockRequest, wanted: Wanted): Promise<MockAnswer>;
  /** A declared answer, whatever the request is like. */
  declared(request: MockRequest, wanted: Wanted): Promise<MockAnswer>;
}

/** What Prism's errors are, as far as they are read here. */
interface PrismError extends Error {
  readonly status?: number;
  readonly detail?: string;
  readonly additional?: { readonly validation?: readonly Violation[] };
}

interface Violation {
  readonly location?: readonly string[];
  readonly path?: readonly string[];
  readonly message: string;
  readonly code?: string | number;
  readonly severity: number | string;
}

type PrismConfig = Parameters<typeof createInstance>[0];
type Logger = Parameters<typeof createInstance>[1]['logger'];

const silent = ['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'];

/** Prism takes about a second to load, once. */
export async function createPrism(document: OpenApiDocument): Promise<Prism> {
  const { createInstance, getHttpOperationsFromSpec } = await import('@stoplight/prism-http');
  const config: PrismConfig = {
    isProxy: false,
    checkSecurity: false,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    mock: { dynamic: false },
    upstreamProxy: undefined,
  };
  const instance = createInstance(config, { logger: silentLogger() });
  const operations = new Map<string, Promise<PrismOperation>>();

  const read = async ({ template, method }: Route) => {
    const all = await getHttpOperationsFromSpec(partOf(document, template));
    const found = all.find((one) => one.path === template && one.method === method);
    if (!found) throw new Error(`Prism does not know ${method.toUpperCase()} ${template}`);
    // A callback would send a request to wherever this one says.
    const { callbacks: _, ...operation } = found;
    return operation as PrismOperation;
  };

  const operation = (route: Route) => {
    const key = `${route.method} ${route.template}`;
    const known = operations.get(key) ?? read(route);
    operations.set(key, known);
    return known;
  };

  const ask = async (request: MockRequest, wanted: Wanted, validateRequest: boolean) => {
    const resource = heldTo(await operation(request.route), request);
    const { dynamic = false, ...rest } = wanted;
    const mock = { dynamic, ignoreExamples: dynamic, ...rest };
    const outcome = await instance.request(toPrism(request), [resource], { ...config, validateRequest, mock })();
    if (outcome._tag === 'Left') throw toRefusal(outcome.left as PrismError, resource);
    const { output, validations } = outcome.right;
    const errors = (validations.input as readonly Violation[]).filter(isError);
    if (errors.length > 0) throw invalid(errors);
    const answer = { status: output.statusCode, headers: textHeaders(output.headers), body: output.body, why: '' };
    return { ...answer, body: withoutWriteOnly(resource, answer) };
  };

  return {
    operation,
    async answer(request, wanted) {
      try {
        return await ask(request, wanted, true);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        // Some styles of parameters make Prism's own check fail.
        const warning = `Prism can't check this request: ${(error as Error).message}`;
        const answer = await ask(request, wanted, false);
        return { ...answer, headers: { ...answer.headers, 'Mock-Warning': warning }, why: warning };
      }
    },
    declared: (request, wanted) => ask(request, wanted, false),
  };
}

function toPrism({ route, path, query, headers, body }: MockRequest) {
  const values = [...new Set(query.keys())].map((name) => {
    const all = query.getAll(name);
    return [name, all.length === 1 ? (all[0] ?? '') : all] as const;
  });
  const isText = typeof body.value === 'string' || /x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
  return {
    method: route.method,
    url: { path, query: Object.fromEntries(values) },
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => body.text !== '' || !/^(content|transfer)-/.test(name)),
    ),
    body: body.text === '' ? undefined : isText ? body.text : body.value,
  };
}

/** The operation with the body's own media type alone, if it is declared: Prism takes `merge-patch+json` for `json`. */
function heldTo(operation: PrismOperation, { headers }: MockRequest): PrismOperation {
  const sent = essence(headers['content-type'] ?? '');
  const { request, request: { body } = {} } = operation;
  const contents = body?.contents?.filter(({ mediaType }) => essence(mediaType) === sent) ?? [];
  return body && contents.length > 0
    ? { ...operation, request: { ...request, body: { ...body, contents } } }
    : operation;
}

function essence(mediaType: string): string {
  return mediaType.replace(/;.*$/s, '').trim().toLowerCase();
}

function textHeaders(headers: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function isError({ severity }: Violation): boolean {
  return severity === 0 || severity === 'Error';
}

function toRefusal(error: PrismError, { responses }: PrismOperation): Refusal {
  const { status = 500, detail = error.message, additional: { validation = [] } = {} } = error;
  if (validation.length > 0) return invalid(validation);
  // An example that isn't there comes as an error without a status.
  if (status !== 404 && !error.message.includes('NOT_FOUND')) return new Refusal(status, detail, { isOurs: true });
  const declared = responses.map(({ code, contents = [] }) => {
    const names = contents.flatMap(({ examples = [] }) => examples.map(({ key }) => key));
    return names.length > 0 ? `${code} (${names.join(', ')})` : code;
  });
  return new Refusal(400, `There is no such answer. There are: ${declared.join('; ')}.`, { isOurs: true });
}

function invalid(violations: readonly Violation[]): Refusal {
  const texts = violations.map(
    ({ location, path, message }) => `${[...(location ?? path ?? [])].join('.')} ${message}`,
  );
  return new Refusal(violations.some(({ code }) => code === 415) ? 415 : 422, texts.join('; '), {
    hints: ['invalidRequest', 'validationError', 'validation', 'invalid'],
  });
}

function silentLogger(): Logger {
  const logger: Record<string, unknown> = Object.fromEntries(silent.map((level) => [level, () => {}]));
  logger.child = () => logger;
  return logger as unknown as Logger;
}
