import { errors } from './errors.ts';
import type { LatchkeyHandlers } from './handlers.ts';

type Operations = Pick<LatchkeyHandlers, 'getLiveness' | 'getReadiness'>;

/**
 * Tag "Health".
 *
 * @param isReady false if this process is about to stop; throws what keeps it from serving
 */
export function createHealthHandlers(isReady: () => Promise<boolean>): Operations {
  return {
    async getLiveness() {
      return { status: 200, body: { status: 'ok' } };
    },

    async getReadiness() {
      if (await isReady()) return { status: 200, body: { status: 'ok' } };
      // Nothing went wrong: this isn't for the log of errors, as what is thrown would be.
      const { message } = errors.unavailable;
      return { status: 503, headers: { 'Retry-After': 1 }, body: { code: 'unavailable', message } };
    },
  };
}
