import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { send } from './call.ts';

/** A load balancer as operators have one: in turn, to those that say that they are ready. It tries nothing twice. */
export interface Balancer extends AsyncDisposable {
  readonly url: string;
  isReady(backend: string): boolean;
}

/** Milliseconds between two looks at a backend. */
const interval = 200;

/** @param backends URLs */
export async function startBalancer(backends: readonly string[]): Promise<Balancer> {
  const ready = new Set<string>();
  let isOver = false;
  const looking = backends.map(async (backend) => {
    while (!isOver) {
      const { status } = await send(backend, { path: '/health/ready' });
      if (status === 200) ready.add(backend);
      else ready.delete(backend);
      await wait(interval);
    }
  });

  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const backend = [...ready][turn++ % ready.size];
    if (backend) pass(incoming, outgoing, backend);
    else outgoing.writeHead(502).end('No backend is ready');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isReady: (backend) => ready.has(backend),
    async [Symbol.asyncDispose]() {
      isOver = true;
      await Promise.all(looking);
      server.closeAllConnections();
      server.close();
    },
  };
}

/** On a connection of its own, so that none breaks that was kept for later. */
function pass(incoming: IncomingMessage, outgoing: ServerResponse, backend: string): void {
  const { method, headers, url = '/' } = incoming;
  const onward = request(backend + url, { method, headers, agent: false }, (answer) => {
    const { connection: _, 'keep-alive': __, ...passed } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, passed);
    answer.pipe(outgoing);
  });
  onward.on('error', (error) => {
    if (outgoing.headersSent) outgoing.destroy(error);
    else outgoing.writeHead(502).end(`${backend}: ${error.message}`);
  });
  incoming.pipe(onward);
}
