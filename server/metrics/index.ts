/** Counts and measures what goes on, for Prometheus. */
export { countRateLimited, countRefusedTokens } from './callers.ts';
export { addGauges } from './gauges.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { addProcessMetrics } from './process.ts';
export { countRequests } from './requests.ts';
export { serveMetrics } from './server.ts';
export { measureStore } from './store.ts';
export { countTokens } from './tokens.ts';
