import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Usage } from './child.ts';

/** A server in a process of its own, so that it shares no event loop with the load. It ends when it is disposed of. */
export interface Contestant extends AsyncDisposable {
  readonly url: string;
  usage(): Promise<Usage>;
}

/**
 * Starts a file of `servers/`. It logs into nothing, as if its output were collected by somebody else.
 *
 * @throws what the process wrote to its standard error, if it ends before it can be called
 */
export async function startContestant(file: string, settings: object = {}): Promise<Contestant> {
  const child = fork(new URL(`../servers/${file}`, import.meta.url), [JSON.stringify(settings)], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const nextMessage = <Message>() => messageOf<Message>(child, () => `${file} ended:\n${complaints}`);

  const { url } = await nextMessage<{ url: string }>();
  const tell = () => process.stderr.write(`${file} ended:\n${complaints}`);
  child.once('exit', tell);
  return {
    url,
    async usage() {
      const answer = nextMessage<Usage>();
      child.send('usage');
      return await answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.off('exit', tell);
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

function messageOf<Message>(child: ChildProcess, complaint: () => string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(complaint()));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message as Message);
    });
  });
}
