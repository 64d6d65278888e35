import { Counter, Histogram, Registry } from 'prom-client';

/** Seconds: from a read out of memory to what a caller may still wait for. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Why a token was refused; what isn't one of these is a defect of ours. */
export const refusalReasons = [
  'invalid_client',
  'invalid_scope',
  'invalid_request',
  'unsupported_grant_type',
  'rate_limited',
  'unavailable',
  'internal_error',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/**
 * Everything that is counted as it happens, on one screen; docs/operations/monitoring.md says it to people, and a test
 * holds them together. A label has few values: never a URL, a client id or an organization.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const metrics = {
    registry,
    requests: new Counter({
      name: 'latchkey_http_requests_total',
      help: 'Requests that ended, by operation, method and status',
      labelNames: ['operation', 'method', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'latchkey_http_request_duration_seconds',
      help: 'Time from the headers of a request to the end of its answer',
      labelNames: ['operation'],
      buckets,
      registers,
    }),
    parserRefusals: new Counter({
      name: 'latchkey_http_parser_refusals_total',
      help: 'Requests that were refused before they could be read, by error code',
      labelNames: ['code'],
      registers,
    }),
    droppedConnections: new Counter({
      name: 'latchkey_http_connections_dropped_total',
      help: 'Connections that were one too many, and closed',
      registers,
    }),
    tokensIssued: new Counter({
      name: 'latchkey_tokens_issued_total',
      help: 'Tokens that were issued',
      registers,
    }),
    tokenRefusals: new Counter({
      name: 'latchkey_token_refusals_total',
      help: 'Well-formed requests for a token that were refused, by reason',
      labelNames: ['reason'],
      registers,
    }),
    introspections: new Counter({
      name: 'latchkey_token_introspections_total',
      help: 'Tokens that were asked about, by result',
      labelNames: ['result'],
      registers,
    }),
    revocations: new Counter({
      name: 'latchkey_token_revocations_total',
      help: 'Calls to revoke a token that were accepted',
      registers,
    }),
    authenticationFailures: new Counter({
      name: 'latchkey_authentication_failures_total',
      help: 'Credentials that were refused: of clients, and access tokens',
      labelNames: ['credentials'],
      registers,
    }),
    rateLimited: new Counter({
      name: 'latchkey_rate_limited_total',
      help: 'Calls beyond a limit, by its quota',
      labelNames: ['quota'],
      registers,
    }),
    storeSeconds: new Histogram({
      name: 'latchkey_store_duration_seconds',
      help: 'Time that a call of the store took, by its method',
      labelNames: ['method'],
      buckets,
      registers,
    }),
    storeFailures: new Counter({
      name: 'latchkey_store_failures_total',
      help: 'Calls of the store that failed, by method and whether it was unavailable or something else',
      labelNames: ['method', 'reason'],
      registers,
    }),
  } as const;
  // A rate needs a zero to rise from.
  for (const reason of refusalReasons) metrics.tokenRefusals.inc({ reason }, 0);
  for (const result of ['active', 'inactive']) metrics.introspections.inc({ result }, 0);
  for (const credentials of ['client', 'token']) metrics.authenticationFailures.inc({ credentials }, 0);
  for (const quota of ['address', 'key', 'client-failures', 'address-failures']) metrics.rateLimited.inc({ quota }, 0);
  return metrics;
}

export type Metrics = ReturnType<typeof createMetrics>;
