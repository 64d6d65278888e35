import { isJson } from './answer-check.ts';
import type { Operation, Parameter } from './contract.ts';
import type { Message } from './exchange.ts';
import { encodePairs, headerOf, type Pair, pairsOf, segmentOf } from './serialize.ts';
import { isRecord } from './subschemas.ts';

/** What a caller shows of itself: all it has, nothing, something invented, or a token with these scopes alone. */
export type Access = 'full' | 'none' | 'garbage' | 'weak' | 'exact' | { readonly without: string };

/** Stands for the value of a path parameter that names something this run has made. */
export const own = Symbol('own');
/** Like `own`, but made for this call alone, since the call will change or delete it. */
export const fresh = Symbol('fresh');

/** A request before it is put into bytes. */
export interface Call {
  readonly operation: Operation;
  /** By place (`query limit`). */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body?: Body;
  readonly access: Access;
  /** In place of the operation's. */
  readonly method?: string;
  /** Whether the last path parameter names something that nobody can have made. */
  readonly isInvented?: true;
  /** Pairs that the operation doesn't declare. */
  readonly extraQuery?: readonly Pair[];
}

/** A value to be put into its media type, or a text that is sent as it is. */
export type Body =
  | { readonly contentType: string; readonly value: unknown }
  | { readonly contentType: string | undefined; readonly text: string };

/** What credentials add to a message. */
export interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly Pair[];
}

/** OpenAPI, Parameter Object: headers of these names are described elsewhere, and ignored here. */
export function isIgnored({ in: place, name }: Pick<Parameter, 'in' | 'name'>): boolean {
  return place === 'header' && /^(accept|content-type|authorization)$/i.test(name);
}

export function placeOf({ in: place, name }: Pick<Parameter, 'in' | 'name'>): string {
  return `${place} ${name}`;
}

/** The message of a call in which every path parameter has its value. */
export function messageOf(call: Call, proof: Proof = { headers: {}, query: [] }): Message {
  const { operation, parameters, body } = call;
  const given = (place: string) =>
    operation.parameters.flatMap((parameter) => {
      const value = parameters[placeOf(parameter)];
      return parameter.in === place && value !== undefined ? [[parameter, value] as const] : [];
    });
  const pathValues = new Map(given('path').map(([parameter, value]) => [parameter.name, segmentOf(parameter, value)]));
  const path = operation.path.replace(/\{(.*?)\}/g, (whole, name: string) => pathValues.get(name) ?? whole);
  const query = encodePairs([
    ...given('query').flatMap(([parameter, value]) => pairsOf(parameter, value)),
    ...(call.extraQuery ?? []),
    ...proof.query,
  ]);
  const cookies = given('cookie').flatMap(([parameter, value]) => pairsOf(parameter, value));
  const encoded = body && encodeBody(body);
  return {
    method: call.method ?? operation.method,
    path: query === '' ? path : `${path}?${query}`,
    headers: {
      Accept: '*/*',
      ...Object.fromEntries(given('header').map(([parameter, value]) => [parameter.name, headerOf(parameter, value)])),
      ...(cookies.length > 0 && { Cookie: cookies.map((pair) => pair.join('=')).join('; ') }),
      ...(encoded?.contentType !== undefined && { 'Content-Type': encoded.contentType }),
      ...proof.headers,
    },
    body: encoded?.text,
  };
}

export function isForm(contentType: string): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(contentType);
}

export function isMultipart(contentType: string): boolean {
  return /^multipart\/form-data\b/i.test(contentType);
}

/** Whether a value can be put into this media type. */
export function isWritable(contentType: string): boolean {
  return isJson(contentType) || isForm(contentType) || isMultipart(contentType) || /^text\/plain\b/i.test(contentType);
}

const boundary = 'part-of-a-contract-test';

function encodeBody(body: Body): { contentType: string | undefined; text: string } {
  if ('text' in body) return body;
  const { contentType, value } = body;
  if (isForm(contentType)) return { contentType, text: encodePairs(fields(value)) };
  if (isMultipart(contentType)) {
    return { contentType: `multipart/form-data; boundary=${boundary}`, text: multipart(fields(value)) };
  }
  const text = isJson(contentType) || typeof value !== 'string' ? JSON.stringify(value) : value;
  return { contentType, text };
}

function fields(value: unknown): Pair[] {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return entries.flatMap(([name, field]) => pairsOf({ name, in: 'form' }, field));
}

function multipart(pairs: readonly Pair[]): string {
  const parts = pairs.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--${boundary}--\r\n`;
}
