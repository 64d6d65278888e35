import type { InvalidPart } from './problem.ts';

/** An error, before it has its form on the wire. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly errors: readonly InvalidPart[];
}

/** How errors look below a path. */
export interface ErrorForm {
  readonly body: (answer: ErrorAnswer) => object;
  readonly headers: Readonly<Record<string, string>>;
}

/** `{ code, message, errors? }` */
export const plainErrors: ErrorForm = {
  body: ({ code, message, errors }) => ({ code, message, ...(errors.length > 0 && { errors }) }),
  headers: {},
};

/**
 * `{ error, error_description }` (RFC 6749 §5.2), never cached.
 *
 * @param toOAuth an error code to one that OAuth knows
 */
export function oauthErrors(toOAuth: (code: string) => string): ErrorForm {
  return {
    body: ({ code, message, errors }) => {
      const parts = errors.map(({ pointer, message }) => `${pointer} ${message}`);
      return { error: toOAuth(code), error_description: plainAscii([message, ...parts].join(' ')) };
    },
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
  };
}

/** The characters that RFC 6749 §5.2 allows in `error_description`. */
function plainAscii(text: string): string {
  return text
    .replaceAll('"', "'")
    .replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
    .slice(0, 500);
}
