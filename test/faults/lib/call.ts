import type { components } from '../../../generated/types.ts';

export type Wire = components['schemas'];

/** One request, sent once. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: object;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  /** 0 if there was none. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** Why there was none. */
  readonly reason: string;
  /** Milliseconds, on this process's clock. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** Milliseconds. Nobody waits longer for an answer, whatever has happened to the service or its database. */
export const longestAnswer = 8000;

/** Calls a service. Never throws: that there was no answer is an answer, too. */
export async function send(url: string, { method = 'GET', path, token, body, form, headers }: Call): Promise<Answer> {
  const sentAt = performance.now();
  const init = {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(form && { body: new URLSearchParams(form) }),
    signal: AbortSignal.timeout(longestAnswer),
  };
  try {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const answered = { body: text === '' ? undefined : JSON.parse(text), reason: '', answeredAt: performance.now() };
    return { status: response.status, headers: response.headers, sentAt, ...answered };
  } catch (error) {
    const nothing = { status: 0, headers: new Headers(), body: undefined };
    return { ...nothing, reason: reasonOf(error), sentAt, answeredAt: performance.now() };
  }
}

export function describeAnswer({ status, reason, body, sentAt, answeredAt }: Answer): string {
  const after = `after ${Math.round(answeredAt - sentAt)} ms`;
  if (status === 0) return `no answer (${reason}) ${after}`;
  return `${status} ${body === undefined ? '' : JSON.stringify(body).slice(0, 200)} ${after}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
