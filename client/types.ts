/**
 * From a contract's types (openapi-typescript's `operations`) and its operation table to one typed method per
 * operation. Nothing here knows a particular contract.
 */

/** What the client reads of a row of the operation table. */
export interface OperationEntry {
  readonly method: string;
  readonly path: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: Readonly<Record<'path' | 'query' | 'header' | 'cookie', readonly string[]>>;
  readonly body: { readonly required: boolean; readonly mediaTypes: readonly string[] } | null;
}

export type OperationTable = Readonly<Record<string, OperationEntry>>;

/** What holds for one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole call, with every retry; 0 for no limit. */
  readonly timeout?: number;
  /** Sent with the request, beside what the contract declares. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a body that may be sent in several ways; the first that the contract names by default. */
  readonly contentType?: string;
}

/** One method per operation that resolves to its answer, whatever its status. */
export type Client<Operations, Table> = {
  readonly [Id in keyof Operations & keyof Table]: Method<Operations[Id], Answer<Operations[Id]>>;
};

/** One method per operation that resolves to the body of its success, and throws an ApiError for anything else. */
export type ThrowingClient<Operations, Table> = {
  readonly [Id in keyof Operations & keyof Table]: Method<Operations[Id], Success<Operations[Id]>>;
};

/** The input may be left out where nothing in it is required. */
type Method<Operation, Result> =
  Record<never, never> extends Input<Operation>
    ? (input?: Input<Operation>, options?: CallOptions) => Promise<Result>
    : (input: Input<Operation>, options?: CallOptions) => Promise<Result>;

/** Path, query and header parameters by name, and the body as `body`. */
export type Input<Operation> = ParametersAt<Operation, 'path'> &
  ParametersAt<Operation, 'query'> &
  WithoutNeedOfKey<ParametersAt<Operation, 'header'>> &
  BodyOf<Operation>;

/** An answer that the contract declares, told apart by its status. */
export type Answer<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: {
        readonly status: Status extends number ? Status : number;
        readonly body: ContentOf<Responses[Status]>;
        readonly headers: Headers;
      };
    }[keyof Responses]
  : never;

/** The bodies of the 2xx answers. */
export type Success<Operation> = Operation extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true ? ContentOf<Responses[Status]> : never;
    }[keyof Responses]
  : never;

type IsSuccess<Status> = Status extends number | string
  ? `${Status}` extends `2${string}` | 'default'
    ? true
    : false
  : false;

type ContentOf<Response> = Response extends { content: infer Content } ? Content[keyof Content] : undefined;

type ParametersAt<Operation, Place extends string> = Operation extends { parameters: infer Parameters }
  ? Place extends keyof Parameters
    ? [NonNullable<Parameters[Place]>] extends [never]
      ? unknown
      : NonNullable<Parameters[Place]>
    : unknown
  : unknown;

/** The client makes an `Idempotency-Key` by itself. */
type WithoutNeedOfKey<Headers> = {
  [Name in keyof Headers as IsKey<Name> extends true ? never : Name]: Headers[Name];
} & { [Name in keyof Headers as IsKey<Name> extends true ? Name : never]?: Headers[Name] };

type IsKey<Name> = Name extends string ? (Lowercase<Name> extends 'idempotency-key' ? true : false) : false;

type BodyOf<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? { body: Content[keyof Content] }
  : Operation extends { requestBody?: { content: infer Content } }
    ? { body?: Content[keyof Content] }
    : unknown;
