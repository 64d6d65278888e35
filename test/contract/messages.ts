import type { Call } from './cases.ts';
import type { Operation } from './document.ts';
import type { Message } from './exchange.ts';

/** What the placeholders of a call stand for: `$newKey` for `newKey`. What is missing here stays as it is. */
export interface Fills {
  /** The call's own bearer token; none if undefined. */
  readonly token?: string | undefined;
  /** The first key's. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of a key that may do nothing. */
  readonly powerlessId?: string;
  readonly powerlessSecret?: string;
  /** Of a key of another organization, which may do anything there. */
  readonly strangerId?: string;
  readonly strangerSecret?: string;
  /** A live token of another client than the first. */
  readonly foreignToken?: string;
  /** A key that has been changed. */
  readonly changedKey?: string;
  /** A key with as many secrets as it may have. */
  readonly fullKey?: string;
  /** A key made for the call, the secret that it was made with, and a second one. */
  readonly newKey?: string;
  readonly firstSecret?: string;
  readonly newSecret?: string;
}

type Placeholder = keyof Fills;

const placeholder = /\$([A-Za-z]+)/g;

/** The request of a case, ready to be sent. */
export function messageOf(operation: Operation, call: Call, fills: Fills): Message {
  const filled = (text: string) => text.replace(placeholder, (same, name: Placeholder) => fills[name] ?? same);
  const path = operation.path.replace(/\{(.*?)\}/g, (_, name: string) => {
    const example = operation.parameters.find((parameter) => parameter.name === name)?.example;
    return encodeURIComponent(filled(call.path?.[name] ?? String(example)));
  });
  const { method } = operation;
  const needsToken = operation.security.some((scheme) => 'oauth2' in scheme);
  const headers = {
    Accept: '*/*',
    ...(call.contentType !== undefined && { 'Content-Type': call.contentType }),
    ...(needsToken && fills.token !== undefined && { Authorization: `Bearer ${fills.token}` }),
    ...call.headers,
  };
  const query = call.query === undefined ? '' : `?${filled(call.query)}`;
  return { method, path: path + query, headers, body: bodyText(call, filled) };
}

/** Whether a call needs what a placeholder stands for. */
export function mentions(call: Call, name: Placeholder): boolean {
  return [...JSON.stringify(call).matchAll(placeholder)].some(([, mentioned]) => mentioned === name);
}

function bodyText({ body, contentType = '' }: Call, filled: (text: string) => string): string | undefined {
  if (body === undefined || typeof body === 'string') return body;
  const members = Object.entries(body as object).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? filled(value) : value,
  ]);
  const whole = Object.fromEntries(members);
  return /json/.test(contentType)
    ? JSON.stringify(whole)
    : new URLSearchParams(whole as Record<string, string>).toString();
}
