import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { exchange } from './exchange.ts';

async function startServer(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const message = { method: 'GET', path: '/drip', headers: {} };

test('an answer that comes byte by byte must have ended in time', async () => {
  await using server = await startServer((_, response) => {
    const drip = setInterval(() => response.write('.'), 10);
    response.once('close', () => clearInterval(drip));
  });
  await expect(exchange(server.url, message, 150)).rejects.toThrow('No answer to GET /drip in 150 ms');
});

test('a body without end is not read to its end', async () => {
  const chunk = Buffer.alloc(1024 * 1024);
  await using server = await startServer((_, response) => {
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    pour();
  });
  await expect(exchange(server.url, message, 30_000)).rejects.toThrow('No answer to GET /drip of at most 64 MB');
});
