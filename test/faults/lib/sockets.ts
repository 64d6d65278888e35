import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connections on which anything can be said, of which some are left open. */
export interface Sockets {
  /** Says something. @returns once the server has ended the connection, or `milliseconds` have passed */
  say(text: string): Promise<void>;
  /** Says something and falls silent. Only so many stay open: then the first goes. */
  leave(text: string): Promise<void>;
  /** Says something and hangs up at once. */
  hangUp(text: string): Promise<void>;
  closeAll(): void;
}

const mostOpen = 100;

/** Milliseconds for an answer to rubbish. */
const longestAnswer = 2000;

export function createSockets(target: string): Sockets {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const start = async (text: string): Promise<Socket> => {
    const socket = connect(Number(port), hostname);
    open.add(socket);
    socket.on('error', () => undefined).on('data', () => undefined);
    socket.once('close', () => open.delete(socket));
    socket.write(text);
    await once(socket, 'connect').catch(() => undefined);
    return socket;
  };
  return {
    async say(text) {
      const socket = await start(text);
      socket.setTimeout(longestAnswer, () => socket.destroy());
      if (!socket.closed) await once(socket, 'close');
    },
    async leave(text) {
      await start(text);
      if (open.size > mostOpen) [...open][0]?.destroy();
    },
    async hangUp(text) {
      (await start(text)).destroy();
    },
    closeAll() {
      for (const socket of open) socket.destroy();
    },
  };
}
