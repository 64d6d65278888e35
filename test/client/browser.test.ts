import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { fetchToken, startService } from '../support/service.ts';

/** What a browser has and a script of this client may need. No process, no Buffer, no require. */
const names = ['fetch', 'Request', 'Response', 'Headers', 'URL', 'AbortController', 'AbortSignal', 'FormData'];
const timers = ['setTimeout', 'clearTimeout', 'performance'];
const browserGlobals = Object.fromEntries([...names, ...timers].map((name) => [name, Reflect.get(globalThis, name)]));

test('the client, bundled for browsers, works where there is nothing of Node', async () => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: 'examples/browser.ts', formats: ['iife'], name: 'example' } },
  });
  const [bundle] = [output].flat();
  const code = bundle && 'output' in bundle ? bundle.output[0].code : '';

  await using service = await startService();
  const token = await fetchToken(service, service.firstKey);
  const context = { ...browserGlobals, baseUrl: service.url, fetchToken: async () => token };
  const names = await runInNewContext(
    `${code}; (async () => (await example.keyNames(baseUrl, fetchToken)).join())()`,
    context,
  );
  expect(names).toBe('First key');
});
