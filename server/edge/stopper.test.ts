import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createListener, plainErrors } from './index.ts';
import { errors } from './testing/notes.ts';

const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

async function open(app: RequestListener = (_, response) => void response.end('done')) {
  const listener = createListener(app, { errors, errorForm: plainErrors });
  const port = await listener.listen(0, '127.0.0.1');
  return { listener, call: () => connect(port, '127.0.0.1') };
}

async function everythingFrom(socket: Socket): Promise<string> {
  let said = '';
  for await (const part of socket.setEncoding('utf8')) said += part;
  return said;
}

const lastAnswer = /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*done$/s;

test('a request that has reached the system but not the parser is answered', async () => {
  const { listener, call } = await open();
  const socket = call();
  socket.write(request);
  await once(socket, 'data');
  // Node hands this to the system at once, and reads what came only in a later turn.
  socket.write(request);
  const stopped = listener.stop();
  expect(await everythingFrom(socket)).toMatch(lastAnswer);
  await stopped;
});

test('connections that wait to be accepted are served', async () => {
  const { listener, call } = await open();
  const sockets = Array.from({ length: 30 }, call);
  const stopped = listener.stop();
  for (const socket of sockets) socket.write(request);
  for (const said of await Promise.all(sockets.map(everythingFrom))) expect(said).toMatch(lastAnswer);
  await stopped;
});

test('a connection that was just made may send its request', async () => {
  const { listener, call } = await open();
  const socket = call();
  await once(socket, 'connect');
  await expect.poll(listener.connections).toBe(1);
  const stopped = listener.stop();
  await expect.poll(() => listener.server.listening).toBe(false);
  socket.write(request);
  expect(await everythingFrom(socket)).toMatch(lastAnswer);
  await stopped;
});

test('after drain() it goes on serving, and each answer is the last on its connection', async () => {
  const gate = Promise.withResolvers<void>();
  const { listener, call } = await open((_, response) => void gate.promise.then(() => response.end('done')));
  const before = call();
  before.write(request);
  await expect.poll(listener.connections).toBe(1);
  listener.drain();
  const after = call();
  after.write(request);
  gate.resolve();
  expect(await everythingFrom(before)).toMatch(lastAnswer);
  expect(await everythingFrom(after)).toMatch(lastAnswer);
  await listener.stop();
});

test('one that never listened stops', async () => {
  await createListener(() => undefined, { errors, errorForm: plainErrors }).stop();
});
