import type { Method, OpenApiDocument, Operation, PathItem } from '../document.ts';

/** An operation of the served document, and where it is. */
export interface Route {
  readonly document: OpenApiDocument;
  /** The path with its `{parameters}`, as the document writes it. */
  readonly template: string;
  readonly method: Method;
  readonly item: PathItem;
  readonly operation: Operation;
}

/** A request to an operation, read and parsed. */
export interface MockRequest {
  readonly route: Route;
  /** Percent-encoded, below the base path of `servers`. */
  readonly path: string;
  /** What stood before that: the base path, or nothing. */
  readonly basePath: string;
  /** The path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** A body as text and, if it is JSON or a form, as what it says. */
export interface Body {
  readonly text: string;
  readonly value: unknown;
}

export interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** To be written as the media type has it; none if undefined. */
  readonly body?: unknown;
  /** For the log: why this is the answer. */
  readonly why: string;
}
