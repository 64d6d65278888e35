/** What the edge itself can refuse. A contract's error table has a row for each. */
export type EdgeCode =
  | 'malformed_request'
  | 'malformed_body'
  | 'invalid_request'
  | 'missing_token'
  | 'unknown_path'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'expectation_failed'
  | 'headers_too_large'
  | 'internal_error';

/** One part of a request that is invalid. */
export interface InvalidPart {
  /** A JSON pointer (RFC 6901) into `{ body, query, params, headers }`. */
  readonly pointer: string;
  readonly message: string;
}

/** What the table says of a code. */
export interface ErrorRow {
  readonly status: number;
  /** What the caller reads, unless the error brings a message of its own. */
  readonly message: string;
  /** Headers that the answer needs, such as `WWW-Authenticate`. */
  readonly headers?: (error: Error) => Record<string, string>;
}

/** Code to status and words. Any error that is thrown with one of these codes becomes that answer. */
export type ErrorTable = Readonly<Record<EdgeCode, ErrorRow>> & Readonly<Record<string, ErrorRow>>;

/** Something that the edge refuses by itself. */
export class Problem extends Error {
  readonly code: EdgeCode;
  readonly errors: readonly InvalidPart[];

  /** @param detail replaces the message that the code has in the error table */
  constructor(
    code: EdgeCode,
    { detail = '', errors = [], cause }: { detail?: string; errors?: readonly InvalidPart[]; cause?: unknown } = {},
  ) {
    super(detail, { cause });
    this.name = 'Problem';
    this.code = code;
    this.errors = errors;
  }
}
