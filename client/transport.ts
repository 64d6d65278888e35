import { toConnectionError } from './errors.ts';
import type { CallOptions, OperationEntry } from './types.ts';

/** Sends one request of one operation. What wraps another of these may retry, wait or add headers. */
export type Transport = (request: Request, operation: OperationEntry, options: CallOptions) => Promise<Response>;

/**
 * Sends, and resolves once the whole answer is there: one that breaks off in the middle counts as none.
 *
 * @param send in place of the global fetch
 * @returns what rejects with a ConnectionError if there is no answer
 */
export function fetchTransport(send: (request: Request) => Promise<Response> = (request) => fetch(request)): Transport {
  return async (request) => {
    try {
      const response = await send(request);
      const body = await response.arrayBuffer();
      return new Response(body.byteLength > 0 ? body : null, response);
    } catch (error) {
      return toConnectionError(request.url, error);
    }
  };
}
