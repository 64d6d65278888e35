import { METHODS, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../../generated/operations.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The routes that stand beside the contract. */
const beside = ['/openapi.json', '/docs', '/docs/contract.js', '/docs/page.js', '/docs/swagger-ui-bundle.js'];

/** Each path with the methods that the contract declares for it. */
const declared = new Map<string, Set<string>>(beside.map((path) => [path, new Set(['GET'])]));
for (const { path, method } of Object.values(operations)) {
  declared.set(path, (declared.get(path) ?? new Set()).add(method.toUpperCase()));
}

/** What is answered beyond what is declared: HEAD wherever GET is, OPTIONS everywhere. */
const answered = (methods: ReadonlySet<string>) =>
  new Set([...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS']);

interface Answer {
  readonly status: number | undefined;
  readonly allow: string | undefined;
  readonly body: string;
}

/** Not by fetch, which refuses to send TRACE. */
function send(method: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(service.url + path.replace(/\{\w+\}/g, 'key_0'), { method }, async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode, allow: response.headers.allow, body });
    });
    call.on('error', reject).end();
  });
}

const routes = [...declared].flatMap(([path, methods]) => [...methods].map((method) => [method, path] as const));

test.each(routes)('%s %s is served', async (method, path) => {
  const { status, body } = await send(method, path);
  expect(status).not.toBe(405);
  expect(status).toBeLessThan(500);
  expect(body).not.toContain('"code":"unknown_path"');
});

test.each([...declared])('%s has no other method, and says which it has', async (path, methods) => {
  // CONNECT names a host, not a path.
  const others = METHODS.filter((method) => !answered(methods).has(method) && method !== 'CONNECT');
  for (const method of others) {
    const { status, allow = '' } = await send(method, path);
    expect([method, status, new Set(allow.split(', '))]).toEqual([method, 405, answered(methods)]);
  }
});

test.each([...declared])('OPTIONS %s answers with the same list', async (path, methods) => {
  const { status, allow = '' } = await send('OPTIONS', path);
  expect([status, new Set(allow.split(', '))]).toEqual([204, answered(methods)]);
});

test.each([
  '/',
  '/docs/',
  '/docs/index.html',
  '/metrics',
  '/admin',
  '/api-keys/',
  '/API-KEYS',
  '/openapi.yaml',
  '/openapi.json/',
  '/health',
])('there is nothing at %s', async (path) => {
  const { status, body } = await send('GET', path);
  expect(status).toBe(404);
  expect(JSON.parse(body)).toMatchObject({ code: 'unknown_path' });
});
