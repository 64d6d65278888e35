import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OpenApiDocument } from '../document.ts';
import type { Address } from '../listen.ts';
import type { OperationTable } from '../operations.ts';

/** A contract as a server needs it. */
export interface ServedContract {
  readonly document: OpenApiDocument;
  readonly operations: OperationTable;
}

/** What a server module exports (`--server`). */
export interface ServerModule {
  serve(contract: ServedContract, address: Address): Promise<DevelopmentServer>;
}

export interface DevelopmentServer {
  readonly url: string;
  /** Serves another contract from the next request on. Throws, and keeps the one before, if it can't. */
  swap(contract: ServedContract): Promise<void>;
  /** Lets requests in flight finish, and frees the port. */
  stop(): Promise<void>;
}

export type Call =
  | { readonly name: 'serve'; readonly contract: ServedContract; readonly address: Address }
  | { readonly name: 'swap'; readonly contract: ServedContract }
  | { readonly name: 'stop' };

export type Outcome = { readonly url: string } | { readonly problem: string };

/** A server module whose code was loaded in a thread. */
export interface ServerThread {
  /** @returns the server's URL @throws what it threw, or that its thread has ended */
  call(call: Call): Promise<string>;
  /** Ends the thread, without asking. */
  end(): Promise<void>;
  /** Resolves with the reason when the thread ends by itself. */
  readonly crashed: Promise<string>;
}

/** @throws why the module can't be loaded */
export async function startServerThread(modulePath: string): Promise<ServerThread> {
  const extension = path.extname(import.meta.filename);
  const worker = new Worker(new URL(`./server-worker${extension}`, import.meta.url), {
    workerData: path.resolve(modulePath),
  });
  const waiting = new Map<number, (outcome: Outcome) => void>();
  const crash = Promise.withResolvers<string>();
  worker.once('error', (error) => crash.resolve((error as Error).stack ?? String(error)));
  worker.once('exit', (code) => crash.resolve(`its thread ended with exit code ${code}`));
  const crashed = crash.promise.then((problem) => ({ problem }));

  const loaded = await Promise.race([once(worker, 'message'), crashed]);
  if ('problem' in loaded) throw new Error(loaded.problem);
  worker.on('message', ({ id, ...outcome }: Outcome & { id: number }) => {
    waiting.get(id)?.(outcome);
    waiting.delete(id);
  });

  let calls = 0;
  return {
    crashed: crash.promise,
    async call(call) {
      const id = calls++;
      const answer = new Promise<Outcome>((resolve) => waiting.set(id, resolve));
      worker.postMessage({ id, ...call });
      const outcome = await Promise.race([answer, crashed]);
      if ('problem' in outcome) throw new Error(outcome.problem);
      return outcome.url;
    },
    async end() {
      await worker.terminate();
    },
  };
}
