import type { Response } from 'express';

/**
 * Answers with a JSON value. Stands in for Express's own method, which takes the media type apart and puts it together
 * again, and looks whether the caller has a copy. The validator sees what is answered by this name.
 */
export function answerInJson(this: Response, value: unknown): Response {
  const text = JSON.stringify(value);
  if (!this.hasHeader('Content-Type')) this.setHeader('Content-Type', inUtf8('application/json'));
  this.setHeader('Content-Length', Buffer.byteLength(text));
  return this.end(text);
}

export function inUtf8(mediaType: string): string {
  return `${mediaType}; charset=utf-8`;
}
