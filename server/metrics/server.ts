import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { EdgeLog } from '../edge/index.ts';

export interface MetricsSettings {
  readonly port: number;
  readonly host: string;
  readonly log: EdgeLog;
}

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A scraper or two, and a person. */
const maxConnections = 50;

/**
 * Serves `GET /metrics`, and nothing else, on a port of its own.
 *
 * @throws an error that names the setting, if it can't listen there
 */
export async function serveMetrics(registry: Registry, { port, host, log }: MetricsSettings): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: 5000, requestTimeout: 10_000 }, answer(registry, log));
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`METRICS_PORT can't be listened on, set another or off: ${error.message}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(registry: Registry, log: EdgeLog): RequestListener {
  return async ({ method = '', url }, response) => {
    if (url?.split('?')[0] !== '/metrics') return response.writeHead(404).end();
    if (!['GET', 'HEAD'].includes(method)) return response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    try {
      const text = await registry.metrics();
      return response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
    } catch (error) {
      log.error({ err: error }, 'metrics not collected');
      return response.writeHead(500).end();
    }
  };
}
