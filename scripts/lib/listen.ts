import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Address {
  /** 0 stands for one that the system chooses. */
  readonly port: number;
  readonly host: string;
}

/**
 * Has a server listen.
 *
 * @param option names the option that chooses the port
 * @returns the URL, with the port that the system chose
 * @throws in people's words if the port is taken
 */
export async function listen(server: Server, { port, host }: Address, option: string): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: Error) => {
    throw inPeoplesWords(error, port, option);
  });
  const { port: actual } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

/** Reads an option such as `--port`. Throws what to write instead. */
export function portOption(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`${option} must be 0 to 65535, not ${text}`);
  return Number(text);
}

/** An error of whoever tried to listen on a port. */
export function inPeoplesWords(error: Error, port: number, option: string): Error {
  return error.message.includes('EADDRINUSE')
    ? new Error(`Port ${port} is taken: choose another with ${option}`)
    : error;
}
