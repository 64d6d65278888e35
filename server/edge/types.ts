/**
 * From a contract's types (openapi-typescript's `operations`) to the functions that serve it. Nothing here knows
 * a particular contract.
 */

/** One row of the operation table that the pipeline generates beside the types. */
export interface OperationEntry {
  readonly method: string;
  readonly path: string;
  /** Alternatives; each names the schemes that must all hold, with their scopes. None, or an empty one: anyone may call. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: NamesByPlace;
  /** The parameters that have a default. */
  readonly defaults: NamesByPlace;
  /** The parameters that are numbers, or lists of them. */
  readonly numbers: NamesByPlace;
  readonly body: { readonly required: boolean; readonly mediaTypes: readonly string[] } | null;
  /** Each declared status, with the media types that it may be answered in. */
  readonly responses: Readonly<Record<string, readonly string[]>>;
}

/** Names of parameters, by where they are sent. */
export type NamesByPlace = Readonly<Record<'path' | 'query' | 'header' | 'cookie', readonly string[]>>;

export type OperationTable = Readonly<Record<string, OperationEntry>>;

/**
 * One plain function per operation: it gets what was parsed and validated, and returns an answer that the contract
 * declares. A missing operation, an undeclared status, a wrong body and a missing required header don't compile.
 *
 * @typeParam Operations openapi-typescript's `operations`
 * @typeParam Table the operation table of the same contract
 * @typeParam Callers what each security scheme tells of the caller, by the scheme's name
 */
export type Handlers<Operations, Table extends OperationTable, Callers extends CallersFor<Table>> = {
  [Id in keyof Operations & keyof Table]: (
    request: RequestOf<Operations[Id], Table[Id]>,
    caller: CallerOf<Table[Id], Callers>,
    origin: Origin,
  ) => Promise<ResponseOf<Operations[Id]>>;
};

/** Where a call comes from. */
export interface Origin {
  readonly requestId: string;
  /** The caller's IP address, as far as it can be known (`trustProxy`). */
  readonly address: string;
}

/** What there must be for each security scheme that the operations name. */
export type CallersFor<Table extends OperationTable> = {
  [Scheme in KeysOfUnion<Table[keyof Table]['security'][number]>]: unknown;
};

type KeysOfUnion<Union> = Union extends unknown ? keyof Union : never;

/** What a handler gets: parameters by place and name, defaults filled in, and the body. */
export interface RequestOf<Operation, Entry extends OperationEntry> {
  readonly path: ParametersAt<Operation, 'path'>;
  readonly query: WithDefaults<ParametersAt<Operation, 'query'>, Entry['defaults']['query'][number]>;
  readonly header: WithDefaults<ParametersAt<Operation, 'header'>, Entry['defaults']['header'][number]>;
  readonly body: BodyOf<Operation>;
}

/** What the security schemes of an operation tell of the caller; undefined where anyone may call. */
export type CallerOf<Entry extends OperationEntry, Callers> = [Entry['security'][number]] extends [never]
  ? undefined
  : CallerOfAlternative<Entry['security'][number], Callers>;

type CallerOfAlternative<Alternative, Callers> = Alternative extends unknown
  ? [keyof Alternative] extends [never]
    ? undefined
    : Callers[keyof Alternative & keyof Callers]
  : never;

/** The answers that an operation declares. */
export type ResponseOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses]: Reply<Status, Responses[Status]> }[keyof Responses]
  : never;

/** One answer: its status, its body if it declares one, and its headers; those that it requires must be there. */
export type Reply<Status, Response> = { status: StatusNumber<Status> } & HeadersOf<Response> & ContentOf<Response>;

/** `default`, `4XX` and the like stand for any number. */
type StatusNumber<Status> = Status extends number ? Status : number;

type HeadersOf<Response> = Response extends { headers: infer Headers }
  ? Record<never, never> extends Declared<Headers>
    ? { headers?: Partial<Declared<Headers>> }
    : { headers: Declared<Headers> }
  : { headers?: never };

/** The headers by name, without the index signature that openapi-typescript adds. */
type Declared<Headers> = { [Name in keyof Headers as string extends Name ? never : Name]: Headers[Name] };

type ContentOf<Response> = Response extends { content: infer Content }
  ? { [MediaType in keyof Content]: Body<MediaType, Content[MediaType], keyof Content> }[keyof Content]
  : { body?: never };

/** The media type need only be named where there is a choice. */
type Body<MediaType, Value, Choices> = [Choices] extends [MediaType]
  ? { contentType?: MediaType; body: Value }
  : { contentType: MediaType; body: Value };

type ParametersAt<Operation, Place extends string> = Operation extends { parameters: infer Parameters }
  ? Place extends keyof Parameters
    ? [NonNullable<Parameters[Place]>] extends [never]
      ? Record<never, never>
      : NonNullable<Parameters[Place]>
    : Record<never, never>
  : Record<never, never>;

type WithDefaults<Parameters, Names extends string> = Omit<Parameters, Names> &
  Required<Pick<Parameters, Names & keyof Parameters>>;

type BodyOf<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : Operation extends { requestBody?: { content: infer Content } }
    ? Content[keyof Content] | undefined
    : undefined;
