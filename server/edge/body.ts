import express, { type RequestHandler } from 'express';
import { contextOf } from './context.ts';
import { Problem } from './problem.ts';

/**
 * Parses a body where the operation declares one, and only then: mounted behind the security step, so that an
 * unknown caller's body costs nothing.
 *
 * @param limit bytes, after decompression
 */
export function parseBody(limit: number): RequestHandler {
  const parsers: readonly [pattern: RegExp, parser: RequestHandler][] = [
    [/[/+]json$/, express.json({ limit, strict: false, type: () => true, reviver: refuseLoneSurrogates })],
    [/^application\/x-www-form-urlencoded$/, express.urlencoded({ limit, extended: false, type: () => true })],
    [/^text\//, express.text({ limit, type: () => true })],
    [/./, express.raw({ limit, type: () => true })],
  ];

  return (request, response, next) => {
    const { body } = contextOf(response).operation ?? {};
    const { headers } = request;
    const header = headers['content-type'] ?? '';
    // The validator keeps a compiled schema per Content-Type that it sees: from here on it sees declared ones only.
    delete headers['content-type'];
    if (!body) return next();
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!hasBody) {
      if (body.required)
        throw new Problem('invalid_request', { errors: [{ pointer: '/body', message: 'is required' }] });
      // The validator asks for a media type even where there is no body that could have one.
      headers['content-type'] = body.mediaTypes[0];
      return next();
    }
    if (Number(headers['content-length'] ?? 0) > limit) throw new Problem('payload_too_large');
    const sent = mediaType(header);
    const declared = body.mediaTypes.find((candidate) => covers(candidate, sent));
    if (declared === undefined) throw new Problem('unsupported_media_type');

    const [, parser] = parsers.find(([pattern]) => pattern.test(sent)) ?? [];
    // The parsers ask for a charset, and 415 an unknown one.
    headers['content-type'] = header;
    parser?.(request, response, (error?: unknown) => {
      headers['content-type'] = declared;
      next(error ? toProblem(error) : undefined);
    });
  };
}

/** `Application/JSON; charset=utf-8` → `application/json` */
function mediaType(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

/** Whether a declared media type or range (`text/*`) covers the one that was sent. */
function covers(declared: string, sent: string): boolean {
  const range = declared.toLowerCase();
  return range === sent || range === '*/*' || (range.endsWith('/*') && sent.startsWith(range.slice(0, -1)));
}

/** A string that is no Unicode text can't be stored or sent on (RFC 7493 §2.1). */
function refuseLoneSurrogates(key: string, value: unknown): unknown {
  if (!key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) {
    throw new SyntaxError('A string holds half of a surrogate pair');
  }
  return value;
}

function toProblem(error: unknown): unknown {
  switch ((error as { status?: number }).status) {
    case 400:
      return new Problem('malformed_body', { cause: error });
    case 413:
      return new Problem('payload_too_large', { cause: error });
    case 415:
      return new Problem('unsupported_media_type', { cause: error });
    default:
      return error;
  }
}
