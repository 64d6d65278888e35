import type { Transport } from './client.ts';

export interface RetryOptions {
  /** How often a call is tried again. */
  readonly retries: number;
  /** Milliseconds for the whole call, with every retry; 0 for no limit. */
  readonly timeout: number;
}

/** Methods that may be repeated (RFC 9110 §9.2.2). */
const idempotent = ['get', 'head', 'put', 'delete', 'options', 'trace'];

/** Seconds. A server that asks for more than this isn't waited for. */
const longestWait = 30;

/**
 * Ends a call after its timeout, and repeats what may be repeated when the server says that it is busy (429, 503).
 *
 * The call is rejected with the reason of its signal, with a `TimeoutError`, or with a ConnectionError.
 */
export function withRetry(transport: Transport, { retries, timeout }: RetryOptions): Transport {
  return async (request, operation, options) => {
    const limit = options.timeout ?? timeout;
    const signal = limit > 0 ? AbortSignal.any([request.signal, AbortSignal.timeout(limit)]) : request.signal;
    const left = idempotent.includes(operation.method) ? retries : 0;
    for (let attempt = 0; ; attempt++) {
      const response = await transport(new Request(request.clone(), { signal }), operation, options).catch((error) => {
        // A connection that breaks since the call was ended is no news.
        signal.throwIfAborted();
        throw error;
      });
      const wait = waitBefore(response, attempt);
      if (attempt >= left || wait === undefined) return response;
      await response.body?.cancel();
      await sleep(wait, signal);
    }
  };
}

/** Milliseconds until the next try, or undefined if there is to be none. */
function waitBefore(response: Response, attempt: number): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const asked = retryAfter(response.headers.get('Retry-After'));
  // Half a second, doubled each time, and up to as much again, so that many clients don't come back at once.
  const seconds = asked ?? 0.5 * 2 ** attempt * (1 + Math.random());
  return seconds <= longestWait ? seconds * 1000 : undefined;
}

/** Seconds; the header holds a number of them or a date (RFC 9110 §10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
