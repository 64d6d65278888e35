import type { FinishedRequest } from '../edge/index.ts';
import type { Metrics } from './metrics.ts';

/** A caller can invent any number of others. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Counts requests. What has no operation, such as an unknown path, is one. */
export function countRequests({ requests, requestSeconds }: Metrics): (finished: FinishedRequest) => void {
  return ({ operationId: operation = 'none', method, status = 'aborted', milliseconds }) => {
    requests.inc({ operation, method: methods.includes(method) ? method : 'other', status });
    requestSeconds.observe({ operation }, milliseconds / 1000);
  };
}
