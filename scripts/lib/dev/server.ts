import { type Address, inPeoplesWords } from '../listen.ts';
import type { Screen } from './screen.ts';
import { type ServedContract, type ServerThread, startServerThread } from './server-thread.ts';

/** The server of a development session: its contract is swapped in place, its code by another thread. */
export interface ServerUnderDevelopment extends AsyncDisposable {
  /** Serves a contract; the first time it starts. @throws why it can't; what was served before still is */
  serve(contract: ServedContract): Promise<string>;
  /** Loads the code anew. @throws why it can't be loaded; the code before goes on serving */
  reload(): Promise<void>;
  isServing(): boolean;
}

/** @param modulePath exports `serve` (see ServerModule) */
export function createServerUnderDevelopment(
  modulePath: string,
  address: Address,
  screen: Screen,
): ServerUnderDevelopment {
  let thread: ServerThread | undefined;
  /** The last contract that was asked for, and the last that could be served. */
  let wanted: ServedContract | undefined;
  let good: ServedContract | undefined;
  let { port } = address;

  const start = async (next: ServerThread, contract: ServedContract) => {
    const call = { name: 'serve', contract, address: { ...address, port } } as const;
    const url = await next.call(call).catch((error: Error) => {
      throw inPeoplesWords(error, port, '--port');
    });
    thread = next;
    good = contract;
    // The port that the system chose stays the same when the code is loaded anew.
    port = Number(new URL(url).port) || port;
    void next.crashed.then((reason) => {
      if (thread !== next) return;
      thread = undefined;
      screen.problem('server', reason);
    });
    return url;
  };
  /** Stops serving, and keeps the thread with its code. */
  const pause = async () => {
    const last = thread;
    thread = undefined;
    await last?.call({ name: 'stop' }).catch(() => undefined);
    return last;
  };
  const startNew = async (contract: ServedContract) => {
    const next = await startServerThread(modulePath);
    return await start(next, contract).catch(async (error: Error) => {
      await next.end();
      throw error;
    });
  };

  return {
    async serve(contract) {
      wanted = contract;
      if (!thread) return await startNew(contract);
      const url = await thread.call({ name: 'swap', contract });
      good = contract;
      return url;
    },
    async reload() {
      if (!wanted) return;
      const next = await startServerThread(modulePath);
      const last = await pause();
      try {
        await start(next, wanted);
        await last?.end();
      } catch (error) {
        await next.end();
        if (last && good) await start(last, good);
        throw error;
      }
    },
    isServing: () => thread !== undefined,
    async [Symbol.asyncDispose]() {
      const last = await pause();
      await last?.end();
    },
  };
}
