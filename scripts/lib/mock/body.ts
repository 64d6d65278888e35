import type { IncomingMessage } from 'node:http';
import { resolve } from '../document.ts';
import { Refusal } from './refusal.ts';
import type { Body, Route } from './types.ts';

/** Bytes. */
const limit = 1024 * 1024;

const none: Body = { text: '', value: undefined };

/**
 * The body of a request, if its operation declares one; nothing is read otherwise.
 *
 * @throws {Refusal} 413 beyond 1 MB, 415 for a media type that isn't declared, 400 for JSON that isn't
 */
export async function readBody(request: IncomingMessage, { document, operation }: Route): Promise<Body> {
  if (!operation.requestBody) return none;
  const text = await readText(request);
  if (text === '') return none;
  const { 'content-type': contentType = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const declared = Object.keys(resolve(document, operation.requestBody).content);
  if (encoding !== 'identity') throw unsupported(`The body is encoded: ${encoding}.`);
  if (!declared.some((range) => fits(mediaType, range))) {
    throw unsupported(`The body is ${mediaType || 'without a Content-Type'}, not ${declared.join(' or ')}.`);
  }
  if (mediaType === 'application/x-www-form-urlencoded') return { text, value: formValues(text) };
  if (!/[/+]json$/.test(mediaType)) return { text, value: text };
  try {
    return { text, value: JSON.parse(text) };
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${(error as Error).message}.`, {
      hints: ['malformedBody', 'malformedJson', 'malformed', 'invalidJson', 'invalidRequest'],
    });
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const tooLarge = () => new Refusal(413, `The body is larger than ${limit} bytes.`, { hints: ['payloadTooLarge'] });
  if (Number(request.headers['content-length']) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unsupported(message: string): Refusal {
  return new Refusal(415, message, { hints: ['unsupportedMediaType'] });
}

/** Whether a media type is within a range such as `image/*`, parameters aside. */
function fits(mediaType: string, range: string): boolean {
  const [type, subtype] = mediaType.split('/');
  const [wantedType, wantedSubtype] = range.toLowerCase().replace(/;.*$/s, '').trim().split('/');
  return (wantedType === '*' || wantedType === type) && (wantedSubtype === '*' || wantedSubtype === subtype);
}

/** A field that is repeated is a list. */
function formValues(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text);
  const values = [...new Set(form.keys())].map((name): [string, string | string[]] => {
    const all = form.getAll(name);
    return [name, all.length === 1 ? (all[0] ?? '') : all];
  });
  return Object.fromEntries(values);
}
