import { ConnectionError } from './errors.ts';
import { hasIdempotencyKey, isIdempotent } from './idempotency.ts';
import type { Transport } from './transport.ts';

export interface RetryOptions {
  /** How often a call is tried again. */
  readonly retries: number;
  /** Milliseconds for the whole call, with every retry; 0 for no limit. */
  readonly timeout: number;
}

/** Seconds. A server that asks for more than this isn't waited for. */
const longestWait = 30;

/** Errors after which there was no further try: another withRetry around this one doesn't start over. */
const final = new WeakSet<ConnectionError>();

/**
 * Ends a call after its timeout, and repeats what may be repeated when the server says that it is busy (429, 503) and
 * when the connection is lost: idempotent methods, and calls with an `Idempotency-Key` that the contract declares. Of
 * those a 409 with `Retry-After` says that an earlier try is still at work.
 *
 * A wait that would outlast the timeout is not begun: the last answer stands.
 *
 * The call is rejected with the reason of its signal, with a `TimeoutError`, or with a ConnectionError.
 */
export function withRetry(transport: Transport, { retries, timeout }: RetryOptions): Transport {
  return async (request, operation, options) => {
    const limit = options.timeout ?? timeout;
    const deadline = limit > 0 ? performance.now() + limit : Number.POSITIVE_INFINITY;
    const signal = limit > 0 ? AbortSignal.any([request.signal, AbortSignal.timeout(limit)]) : request.signal;
    const isKeyed = hasIdempotencyKey(request, operation);
    const left = isKeyed || isIdempotent(operation) ? retries : 0;
    for (let attempt = 0; ; attempt++) {
      const outcome = await transport(new Request(request.clone(), { signal }), operation, options).catch((error) => {
        // A connection that breaks since the call was ended is no news.
        signal.throwIfAborted();
        if (error instanceof ConnectionError && !final.has(error)) return error;
        throw error;
      });
      const wanted = attempt < left ? waitBefore(outcome, attempt, isKeyed) : undefined;
      // What can't be waited for is told as it is: an answer says more than a TimeoutError.
      const wait = wanted !== undefined && performance.now() + wanted < deadline ? wanted : undefined;
      if (outcome instanceof ConnectionError) {
        if (wait === undefined) throw asFinal(outcome);
      } else {
        if (wait === undefined) return outcome;
        await outcome.body?.cancel();
      }
      await sleep(wait, signal);
    }
  };
}

/** Milliseconds until the next try, or undefined if there is to be none. */
function waitBefore(outcome: Response | ConnectionError, attempt: number, isKeyed: boolean): number | undefined {
  // Half a second, doubled each time, and up to as much again, so that many clients don't come back at once.
  const usual = Math.min(longestWait, 0.5 * 2 ** attempt * (1 + Math.random()));
  if (outcome instanceof ConnectionError) return usual * 1000;
  const { status, headers } = outcome;
  const asked = retryAfter(headers.get('Retry-After'));
  const isBusy = status === 429 || status === 503 || (status === 409 && isKeyed && asked !== undefined);
  const seconds = asked ?? usual;
  return isBusy && seconds <= longestWait ? seconds * 1000 : undefined;
}

function asFinal(error: ConnectionError): ConnectionError {
  final.add(error);
  return error;
}

/** Seconds; the header holds a number of them or a date (RFC 9110 §10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** @throws the reason of the signal, as soon as it ends */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}
