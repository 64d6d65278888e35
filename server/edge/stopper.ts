import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

export interface Stopper {
  /** From now on each answer is the last on its connection. */
  drain(): void;
  /** Accepts no more, lets the requests in flight finish, and resolves when all connections are closed. */
  stop(): Promise<void>;
}

/** Milliseconds that requests in flight have to finish. */
const stopDeadline = 10_000;

/** Milliseconds that a new connection has to begin its first request, which is most likely on its way. */
const firstRequestDeadline = 500;

/** Milliseconds in which there is most likely a moment when nothing happens. */
const quietDeadline = 1000;

/** Stops a server in such an order that nothing it has accepted, or the system for it, goes unanswered. */
export function createStopper(server: Server): Stopper {
  const active = new Set<ServerResponse>();
  const open = new Set<Socket>();
  const fresh = new Set<Socket>();
  let isDraining = false;
  let events = 0;
  const begin = ({ socket }: IncomingMessage, response: ServerResponse) => {
    events += 1;
    fresh.delete(socket);
    active.add(response);
    response.shouldKeepAlive &&= !isDraining;
    response.once('close', () => {
      events += 1;
      active.delete(response);
    });
  };
  server.prependListener('request', begin);
  server.prependListener('checkExpectation', begin);
  server.on('connection', (socket) => {
    events += 1;
    open.add(socket);
    fresh.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      fresh.delete(socket);
    });
  });

  const drain = () => {
    isDraining = true;
    for (const response of active) response.shouldKeepAlive = false;
  };
  const stop = async () => {
    drain();
    await quietTurn(() => events);
    const closed = new Promise((resolve) => server.once('close', resolve));
    // Node's HTTP server would close idle connections with the same call.
    NetServer.prototype.close.call(server);
    const end = performance.now() + firstRequestDeadline;
    while (fresh.size > 0 && performance.now() < end) await pause(10);
    await quietTurn(() => events);
    server.close();
    // Not closeAllConnections: Node's HTTP server forgets a connection that asked for a tunnel.
    const deadline = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, stopDeadline);
    await closed;
    clearTimeout(deadline);
  };
  return { drain, stop };
}

/**
 * Resolves in a turn of the event loop in which nothing happened: what has arrived is read, and nobody waits to be
 * accepted. Node accepts one connection a turn, and closing resets those that wait; who has just got an answer may be
 * about to connect anew.
 */
async function quietTurn(events: () => number): Promise<void> {
  const end = performance.now() + quietDeadline;
  await turn();
  for (let before = -1; before !== events() && performance.now() < end; await turn()) before = events();
}
