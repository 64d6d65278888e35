import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createListener, type ListenerLimits, plainErrors } from './index.ts';
import type { ListenerSettings } from './listener.ts';
import { errors } from './testing/notes.ts';

const head = 'POST / HTTP/1.1\r\nHost: x\r\n';

/** Answers once it has the whole body. */
const answerAll: RequestListener = (request, response) => void request.resume().once('end', () => response.end('done'));

async function open(limits: Partial<ListenerLimits>, app = answerAll, settings: Partial<ListenerSettings> = {}) {
  const quickLimits = { connectionsCheckingInterval: 20, ...limits };
  const listener = createListener(app, { errors, errorForm: plainErrors, limits: quickLimits, ...settings });
  const port = await listener.listen(0, '127.0.0.1');
  const sockets: Socket[] = [];
  return {
    listener,
    /** A connection, and all that it says until it is closed. */
    async call(text: string) {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      sockets.push(socket);
      let said = '';
      socket.setEncoding('utf8').on('data', (part: string) => (said += part));
      await once(socket, 'connect');
      socket.write(text);
      return { socket, said: once(socket, 'end').then(() => said) };
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await listener.stop();
    },
  };
}

test.each([
  ['a caller that says nothing', '', { headersTimeout: 60 }],
  ['headers that never end', head, { headersTimeout: 60 }],
  ['a body that never ends', `${head}Content-Length: 9\r\n\r\nx`, { headersTimeout: 60, requestTimeout: 120 }],
])('%s gets a 408 in time', async (_, text, limits) => {
  await using service = await open(limits);
  const answer = await (await service.call(text)).said;
  expect(answer).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
});

test('who is refused and keeps its side open is cut off', async () => {
  await using service = await open({});
  const { server } = service.listener;
  // For what follows the refusal alone: the request itself may come late on a busy machine.
  server.once('connection', () => (server.timeout = 50));
  const { said } = await service.call('no HTTP\r\n\r\n');
  expect(await said).toMatch(/^HTTP\/1\.1 400 /);
  await expect.poll(service.listener.connections).toBe(0);
});

test('who does not read its answer is cut off', async () => {
  await using service = await open({ timeout: 50 }, (_, response) => void response.end(Buffer.alloc(20_000_000)));
  const { socket } = await service.call(`${head}\r\n`);
  socket.pause();
  await expect.poll(service.listener.connections).toBe(0);
});

test('a kept connection outlives the time for headers, and ends after its own', async () => {
  await using service = await open({ keepAliveTimeout: 200 });
  const { server } = service.listener;
  server.keepAliveTimeoutBuffer = 0;
  const started = performance.now();
  const { socket, said } = await service.call(`${head}\r\n`);
  await once(socket, 'data');
  // Not before: the first request may take longer on a busy machine.
  server.headersTimeout = 40;
  expect(await said).toMatch(/^HTTP\/1\.1 200 .*done/s);
  expect(performance.now() - started).toBeGreaterThan(190);
});

test('a connection too many is closed, which is told each time and logged once', async () => {
  const told: string[] = [];
  const log = { info() {}, error() {}, warn: (fields: object) => void told.push(`logged ${JSON.stringify(fields)}`) };
  const onDropped = () => void told.push('dropped');
  await using service = await open({ maxConnections: 1 }, answerAll, { log, onDropped });
  const { socket } = await service.call(`${head}\r\n`);
  await once(socket, 'data');
  for (const _ of [1, 2]) expect(await (await service.call('')).said).toBe('');
  expect(told).toEqual(['dropped', 'logged {"maxConnections":1,"dropped":1}', 'dropped']);

  socket.end();
  await expect.poll(service.listener.connections).toBe(0);
  const { socket: next } = await service.call(`${head}\r\n`);
  expect(String(await once(next, 'data'))).toMatch(/^HTTP\/1\.1 200 /);
});
