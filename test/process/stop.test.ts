import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { refusal } from '../support/refusal.ts';
import { listening, start } from './service.ts';

const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'latchkey-stop-'));
const memory = { DATABASE_URL: 'sqlite::memory:' };

test.each([
  ['SIGTERM', '1', 1000],
  // Ctrl-C waits for no balancer.
  ['SIGINT', '300', 0],
] as const)(
  'on %s with STOP_DELAY=%s it stops after %i ms, a request in flight is answered, and it ends with 0',
  async (signal, STOP_DELAY, delay) => {
    await using folder = await temporaryFolder();
    await using service = start(folder.path, { ...memory, STOP_DELAY });
    const url = new URL(await listening(service));
    const body = 'grant_type=client_credentials&client_id=a&client_secret=b';
    const socket = createConnection(Number(url.port), url.hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    const headers = ['Host: x', 'Expect: 100-continue', 'Content-Type: application/x-www-form-urlencoded'];
    socket.write(['POST /oauth/token HTTP/1.1', ...headers, `Content-Length: ${body.length}`, '', ''].join('\r\n'));
    // Node answers `100 Continue` when the request has begun: it is in flight now, for certain.
    await once(socket, 'data');
    expect(answer).toMatch(/^HTTP\/1\.1 100 /);
    const told = performance.now();
    service.kill(signal);
    await refusal(url);
    expect(performance.now() - told).toBeGreaterThanOrEqual(delay);
    socket.write(body);
    await once(socket, 'close');
    expect(answer).toMatch(/HTTP\/1\.1 401 .*"error":"invalid_client"/s);
    const { code, stdout } = await service.finished;
    expect(code).toBe(0);
    expect(stdout).toContain('"msg":"stopped"');
  },
);

test('an idle kept connection does not hold it back', async () => {
  await using folder = await temporaryFolder();
  await using service = start(folder.path, memory);
  await (await fetch(`${await listening(service)}/health/live`)).text();
  const told = performance.now();
  service.kill('SIGTERM');
  expect((await service.finished).code).toBe(0);
  // What does hold it up has 10 s.
  expect(performance.now() - told).toBeLessThan(9000);
});
