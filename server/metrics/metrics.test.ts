import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { openService, type Service } from '../service.ts';

interface MeteredService extends AsyncDisposable {
  readonly service: Service;
  readonly url: string;
  readonly firstKey: { readonly clientId: string; readonly clientSecret: string };
  /** What Prometheus would read. */
  scrape(): Promise<string>;
}

/** The service with its metrics, on ports that the system chooses. */
async function startMeteredService(environment: Record<string, string> = {}): Promise<MeteredService> {
  const usual = { DATABASE_URL: 'sqlite::memory:', METRICS_PORT: '0' };
  const service = await openService(readConfig({ ...usual, ...environment }), silent, () => undefined);
  const { metricsUrl = '', app } = service;
  if (!app.firstKey) throw new Error('A fresh store must give a first key');
  return {
    service,
    url: await app.listen(0, '127.0.0.1'),
    firstKey: app.firstKey,
    scrape: async () => await (await fetch(metricsUrl)).text(),
    [Symbol.asyncDispose]: () => service.stop(),
  };
}

const silent = { info() {}, warn() {}, error() {} };

/** A call to an OAuth endpoint with the first key, unless the body says otherwise. */
async function post({ url, firstKey }: MeteredService, path: string, body: Record<string, string>) {
  const { clientId: client_id, clientSecret: client_secret } = firstKey;
  const all = { grant_type: 'client_credentials', client_id, client_secret, ...body };
  const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(all) });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

/** Those samples of a metric that aren't zero, as they are written. */
async function samples(metered: MeteredService, name: string): Promise<string[]> {
  const lines = (await metered.scrape()).split('\n');
  return lines.filter((line) => line.startsWith(name) && !line.endsWith(' 0')).map((line) => line.slice(name.length));
}

test('requests are counted by operation, method and status; whatever has no operation is one', async () => {
  await using metered = await startMeteredService();
  const call = async (path: string, method = 'GET') => await (await fetch(metered.url + path, { method })).text();
  await call('/health/live');
  await call('/health/live', 'HEAD');
  await call('/api-keys/unknown-key');
  for (const path of ['/a', '/b?c=d', '/openapi.json']) await call(path);
  await call('/health/live', 'PROPFIND');
  await call('/health/live', 'SEARCH');
  await expect
    .poll(async () => (await samples(metered, 'latchkey_http_requests_total')).toSorted())
    .toEqual([
      '{operation="getApiKey",method="GET",status="401"} 1',
      '{operation="getLiveness",method="GET",status="200"} 1',
      '{operation="getLiveness",method="HEAD",status="200"} 1',
      '{operation="none",method="GET",status="200"} 1',
      '{operation="none",method="GET",status="404"} 2',
      '{operation="none",method="other",status="405"} 2',
    ]);
  expect(await samples(metered, 'latchkey_http_request_duration_seconds_count')).toEqual(
    expect.arrayContaining(['{operation="getLiveness"} 2', '{operation="none"} 5']),
  );
});

test('what becomes of tokens is counted', async () => {
  await using metered = await startMeteredService();
  const { body } = await post(metered, '/oauth/token', {});
  await post(metered, '/oauth/token', { client_secret: 'wrong' });
  await post(metered, '/oauth/token', { scope: 'unheard:of' });
  await post(metered, '/oauth/token', { grant_type: 'password' });
  await post(metered, '/oauth/introspect', { token: body.access_token });
  await post(metered, '/oauth/introspect', { token: 'x' });
  await post(metered, '/oauth/revoke', { token: body.access_token });
  await fetch(`${metered.url}/api-keys`, { headers: { Authorization: `Bearer ${body.access_token}` } });
  expect(await samples(metered, 'latchkey_token')).toEqual([
    's_issued_total 1',
    '_refusals_total{reason="invalid_client"} 1',
    '_refusals_total{reason="invalid_scope"} 1',
    '_refusals_total{reason="unsupported_grant_type"} 1',
    '_introspections_total{result="active"} 1',
    '_introspections_total{result="inactive"} 1',
    '_revocations_total 1',
  ]);
  expect(await samples(metered, 'latchkey_authentication_failures_total')).toEqual([
    '{credentials="client"} 1',
    '{credentials="token"} 1',
  ]);
});

test('calls beyond a limit are counted by its quota', async () => {
  await using metered = await startMeteredService({ RATE_LIMIT_CLIENT_FAILURES: '1/60', RATE_LIMIT_ADDRESS: '4/60' });
  const secrets = ['wrong', 'wrong', 'wrong'];
  for (const client_secret of secrets) await post(metered, '/oauth/token', { client_secret });
  await fetch(`${metered.url}/api-keys`);
  await fetch(`${metered.url}/api-keys`);
  expect(await samples(metered, 'latchkey_rate_limited_total')).toEqual([
    '{quota="address"} 1',
    '{quota="client-failures"} 2',
  ]);
  expect(await samples(metered, 'latchkey_token_refusals_total')).toEqual([
    '{reason="invalid_client"} 1',
    '{reason="rate_limited"} 2',
  ]);
});

test('what never became a request is counted, and connections that are open', async () => {
  await using metered = await startMeteredService({ MAX_CONNECTIONS: '1' });
  const { port } = new URL(metered.url);
  const held = connect(Number(port), '127.0.0.1');
  held.write('no HTTP\r\n\r\n');
  await once(held.resume(), 'end');
  await expect
    .poll(() => samples(metered, 'latchkey_http_parser_refusals_total'))
    .toEqual(['{code="malformed_request"} 1']);
  const one = connect(Number(port), '127.0.0.1');
  await once(one, 'connect');
  await expect.poll(() => samples(metered, 'latchkey_http_connections ')).toEqual(['1']);
  const other = connect(Number(port), '127.0.0.1');
  await once(other.resume(), 'close');
  expect(await samples(metered, 'latchkey_http_connections_dropped_total')).toEqual([' 1']);
  one.destroy();
});

const shared = await startMeteredService();
afterAll(() => shared.service.stop());

test('the store, its connections, the signing key and the version are there', async () => {
  await (await fetch(`${shared.url}/health/ready`)).text();
  const text = await shared.scrape();
  expect(text).toContain('latchkey_store_duration_seconds_count{method="ping"} 1');
  expect(text).toContain('latchkey_store_connections{state="busy"} 1');
  expect(text).toContain('latchkey_store_calls_waiting 0');
  expect(text).toMatch(/^latchkey_build_info\{version="[\d.]+",node="[\d.]+"\} 1$/m);
  const [, since] = /^latchkey_signing_key_start_time_seconds (\S+)$/m.exec(text) ?? [];
  expect(Date.now() / 1000 - Number(since)).toBeLessThan(60);
});

test('nothing that a caller sent is in a label', async () => {
  const marker = 'a5ecret0nobody0may0read';
  await fetch(`${shared.url}/${marker}?${marker}=${marker}`, { headers: { 'X-Request-Id': marker } });
  await fetch(`${shared.url}/api-keys/${marker}`, { headers: { Authorization: `Bearer ${marker}` } });
  await post(shared, '/oauth/token', { client_id: marker, client_secret: marker });
  await post(shared, '/oauth/token', { scope: marker });
  await post(shared, '/oauth/introspect', { token: marker });
  const text = await shared.scrape();
  expect(text).toContain('status="404"');
  expect(text).not.toContain(marker);
  expect(text).not.toContain(shared.firstKey.clientId);
});

test('the port of the metrics serves nothing else', async () => {
  const { origin } = new URL(shared.service.metricsUrl ?? '');
  const call = async (path: string, method = 'GET') => (await fetch(origin + path, { method })).status;
  expect(await call('/metrics')).toBe(200);
  expect(await call('/metrics?x', 'HEAD')).toBe(200);
  expect(await call('/metrics', 'POST')).toBe(405);
  expect(await call('/')).toBe(404);
  expect(await call('/api-keys')).toBe(404);
  expect((await fetch(`${shared.url}/metrics`)).status).toBe(404);
});

test('a start whose metrics can not be served is refused, and says which setting it was', async () => {
  const { port } = new URL(shared.service.metricsUrl ?? '');
  await expect(startMeteredService({ METRICS_PORT: port })).rejects.toThrow(
    new RegExp(`^METRICS_PORT can't be listened on.*EADDRINUSE.*:${port}$`),
  );
});

test('metrics are served until all else has stopped; with off they are not', async () => {
  const metered = await startMeteredService();
  const held = connect(Number(new URL(metered.url).port), '127.0.0.1');
  held.write('GET /health/live HTTP/1.1\r\n');
  await expect.poll(() => samples(metered, 'latchkey_http_connections ')).toEqual(['1']);
  const stopped = metered.service.stop();
  await expect.poll(() => fetch(metered.url).catch(() => 'refused')).toBe('refused');
  expect(await metered.scrape()).toContain('latchkey_http_connections 1');
  held.destroy();
  await stopped;
  await expect(metered.scrape()).rejects.toThrow();
  await using without = await startMeteredService({ METRICS_PORT: 'off' });
  expect(without.service.metricsUrl).toBeUndefined();
});
