import createFetchClient from 'openapi-fetch';
import { ApiError } from './errors.ts';
import { idempotencyHeader } from './idempotency.ts';
import { queryString, refuseUnsendable, serializer } from './serialize.ts';
import { fetchTransport, type Transport } from './transport.ts';
import type { CallOptions, Client, OperationEntry, OperationTable, ThrowingClient } from './types.ts';

export interface ClientOptions {
  /** Where the API is, such as `https://keys.example.com`. */
  readonly baseUrl: string;
  /** What sends; {@link fetchTransport} by default, which sends each call once. */
  readonly transport?: Transport;
}

/** A call before the types of its contract. The compiler has checked those. */
type AnyInput = Readonly<Record<string, unknown>> & { readonly body?: unknown };
type AnyAnswer = { readonly status: number; readonly body: unknown; readonly headers: Headers };
type UntypedFetchClient = {
  request(method: string, path: string, init: object): Promise<{ data?: unknown; error?: unknown; response: Response }>;
};
type AnyMethod = (input?: AnyInput, options?: CallOptions) => Promise<AnyAnswer>;

/**
 * One typed method per operation of any contract; each resolves to the answer, told apart by its status.
 *
 * @typeParam Operations openapi-typescript's `operations`
 * @param table the operation table of the same contract
 */
export function createClient<Operations, Table extends OperationTable>(
  table: Table,
  { baseUrl, transport = fetchTransport() }: ClientOptions,
): Client<Operations, Table> {
  const { request } = createFetchClient({ baseUrl, querySerializer: queryString }) as unknown as UntypedFetchClient;

  const call = async (operationId: string, operation: OperationEntry, input: AnyInput, options: CallOptions) => {
    const { method, path, parameters, body } = operation;
    const at = (names: readonly string[]) =>
      Object.fromEntries(names.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]));
    refuseUnsendable(operationId, at(parameters.path), parameters.path);
    const contentType = options.contentType ?? body?.mediaTypes[0];
    const { data, error, response } = await request(method, path, {
      params: { path: at(parameters.path), query: at(parameters.query), header: at(parameters.header) },
      body: input.body,
      // Of the same header the last one counts, and the input's come last of all.
      headers: {
        ...idempotencyHeader(operation),
        ...(input.body !== undefined && { 'Content-Type': contentType }),
        ...options.headers,
      },
      ...(options.signal && { signal: options.signal }),
      bodySerializer: serializer(contentType),
      parseAs: 'stream',
      fetch: (request: Request) => transport(request, operation, options),
    });
    const answered = response.ok && data !== undefined ? await readBody(operationId, response) : error;
    return { status: response.status, body: answered, headers: response.headers };
  };

  const methods = Object.entries(table).map(([operationId, operation]): [string, AnyMethod] => [
    operationId,
    async (input = {}, options = {}) => await call(operationId, operation, input, options),
  ]);
  return Object.fromEntries(methods) as unknown as Client<Operations, Table>;
}

/** The same methods, resolving to the body of a success and throwing an ApiError for any other answer. */
export function throwing<Operations, Table>(client: Client<Operations, Table>): ThrowingClient<Operations, Table> {
  const methods = Object.entries(client as unknown as Record<string, AnyMethod>).map(([operationId, method]) => [
    operationId,
    async (input?: AnyInput, options?: CallOptions) => {
      const answer = await method(input, options);
      if (answer.status < 200 || answer.status > 299) throw new ApiError(operationId, answer);
      return answer.body;
    },
  ]);
  return Object.fromEntries(methods);
}

/** @throws {ApiError} if it isn't what it says it is */
async function readBody(operationId: string, response: Response): Promise<unknown> {
  const { status, headers } = response;
  const mediaType = headers.get('Content-Type') ?? '';
  const isText = /[/+]json\b|^text\//i.test(mediaType);
  const body = await (isText ? response.text() : response.blob());
  if (typeof body !== 'string' || !/[/+]json\b/i.test(mediaType)) return body;
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(operationId, { status, headers, body });
  }
}
