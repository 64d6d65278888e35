import type { Transport } from './transport.ts';
import type { OperationEntry } from './types.ts';

/** Where access tokens come from. */
export interface TokenSource {
  /** A token that should work. Concurrent callers share one. */
  get(): Promise<string>;
  /** The server refused this token: the next `get` brings another. */
  refuse(token: string): void;
}

export interface FetchedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Keeps one token until shortly before it expires: a tenth of its life, but at most 30 seconds. */
export function cachedTokens(fetchToken: () => Promise<FetchedToken>): TokenSource {
  let current: Promise<{ token: string; renewAt: number }> | undefined;
  let known: { token: string; renewAt: number } | undefined;

  const renew = () => {
    const asked = Date.now();
    const renewing = fetchToken().then(({ accessToken, expiresIn }) => {
      known = { token: accessToken, renewAt: asked + (expiresIn - Math.min(30, expiresIn / 10)) * 1000 };
      return known;
    });
    // A failure is told to whoever waits for this token; the next call tries again.
    renewing.catch(() => {
      if (current === renewing) current = undefined;
    });
    return renewing;
  };

  return {
    async get() {
      if (!current || (known && Date.now() >= known.renewAt)) {
        known = undefined;
        current = renew();
      }
      return (await current).token;
    },
    refuse(token) {
      if (known?.token !== token) return;
      known = undefined;
      current = undefined;
    },
  };
}

/** Sends a token where the operation asks for one, and after a 401 once more with a new one. */
export function withToken(transport: Transport, tokens: TokenSource): Transport {
  return async (request, operation, options) => {
    if (!needsToken(operation)) return await transport(request, operation, options);
    const send = async (token: string, attempt: Request) => {
      attempt.headers.set('Authorization', `Bearer ${token}`);
      return await transport(attempt, operation, options);
    };
    const first = await waitFor(tokens.get(), request.signal);
    const response = await send(first, request.clone());
    if (response.status !== 401) return response;
    tokens.refuse(first);
    const second = await waitFor(tokens.get(), request.signal);
    if (second === first) return response;
    await response.body?.cancel();
    return await send(second, request);
  };
}

function needsToken({ security }: OperationEntry): boolean {
  return security.length > 0 && security.every((alternative) => Object.keys(alternative).length > 0);
}

/** One caller's abort must not end the token that others wait for, too. */
function waitFor<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
