import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ publicUrl: 'https://keys.example.com' });
});
afterAll(() => service.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(service.url + path, { headers });

/** Not by fetch, which asks for a whole answer as soon as a condition is given. */
function ask(path: string, headers: Record<string, string>): Promise<[status: number | undefined, bytes: number]> {
  return new Promise((resolve, reject) => {
    const call = request(service.url + path, { headers }, async (response) => {
      let bytes = 0;
      for await (const chunk of response) bytes += chunk.length;
      resolve([response.statusCode, bytes]);
    });
    call.on('error', reject).end();
  });
}

/** What the page loads, as paths below the server. */
async function filesOfPage(): Promise<string[]> {
  const page = await (await get('/docs')).text();
  return [...page.matchAll(/(?:src|href)="\.(\/docs\/[^"]+)"/g)].map(([, path = '']) => path);
}

test('the page is HTML that may load from here alone, and nothing inline', async () => {
  const response = await get('/docs');
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  const policy = response.headers.get('Content-Security-Policy')?.split(';') ?? [];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  const sources = policy.flatMap((directive) => directive.split(' ').slice(1));
  expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", 'data:']));
});

test('every file that the page names is there, of its type', async () => {
  const files = await filesOfPage();
  expect(files.length).toBeGreaterThan(8);
  for (const file of files) {
    const response = await get(file);
    const type = file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
    expect([file, response.status, response.headers.get('Content-Type')]).toEqual([file, 200, type]);
    expect(await response.text()).not.toBe('');
  }
});

test.each([
  '/docs/',
  '/docs/index.html',
  '/docs/swagger-ui-bundle.js.map',
  '/docs/swagger-initializer.js',
  '/docs/package.json',
  '/docs/../package.json',
  '/docs/..%2f..%2fpackage.json',
  '/docs/%2e%2e/page.js',
  '/docs/PAGE.js',
])('nothing else is: %s', async (path) => {
  const { status, headers } = await get(path);
  expect([status, headers.get('Content-Type')]).toEqual([404, 'application/json; charset=utf-8']);
});

test.each(['/docs', '/docs/swagger-ui-bundle.js', '/docs/contract.js'])(
  '%s is asked for again, but not sent again',
  async (path) => {
    const first = await get(path);
    expect(first.headers.get('Cache-Control')).toBe('no-cache');
    const tag = first.headers.get('ETag') ?? '';
    for (const encoding of ['gzip', 'identity']) {
      expect(await ask(path, { 'If-None-Match': tag, 'Accept-Encoding': encoding })).toEqual([304, 0]);
    }
    expect(await ask(path, { 'If-None-Match': 'W/"other"' })).toEqual([200, expect.any(Number)]);
  },
);

test('who can unzip gets the files zipped, anybody else as they are', async () => {
  const path = '/docs/swagger-ui-bundle.js';
  const [zipped, plain] = [
    await get(path, { 'Accept-Encoding': 'gzip' }),
    await get(path, { 'Accept-Encoding': 'identity' }),
  ];
  expect([zipped.headers.get('Content-Encoding'), plain.headers.get('Content-Encoding')]).toEqual(['gzip', null]);
  expect(Number(zipped.headers.get('Content-Length'))).toBeLessThan(Number(plain.headers.get('Content-Length')) / 2);
  expect(zipped.headers.get('Vary')).toContain('Accept-Encoding');
  const digestOf = async (response: Response) =>
    createHash('sha256')
      .update(await response.text())
      .digest('hex');
  expect(await digestOf(zipped)).toBe(await digestOf(plain));
});

test('the page shows the contract that is served, and calls the server that it came from', async () => {
  const script = await (await get('/docs/contract.js')).text();
  const shown = new Function(`const globalThis = {}; ${script} return globalThis.contract;`)();
  const served = (await (await get('/openapi.json')).json()) as object;
  const relative = JSON.parse(JSON.stringify(served).replaceAll('https://keys.example.com/oauth', '/oauth'));
  expect(shown).toEqual({ ...relative, servers: [{ url: '/' }] });
});
