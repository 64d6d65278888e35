import type { Store } from '../domain/store.ts';
import type { LatchkeyHandlers } from './handlers.ts';

type Operations = Pick<LatchkeyHandlers, 'getLiveness' | 'getReadiness'>;

/** Tag "Health". */
export function createHealthHandlers(store: Store): Operations {
  return {
    async getLiveness() {
      return { status: 200, body: { status: 'ok' } };
    },

    async getReadiness() {
      await store.ping();
      return { status: 200, body: { status: 'ok' } };
    },
  };
}
