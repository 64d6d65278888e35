import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, so that it shares no event loop with the load. */
export interface Contestant<Details extends { url: string } = { url: string }> {
  readonly details: Details;
  stop(): Promise<void>;
}

/**
 * Starts a file of `servers/`. It logs into nothing, as if its output were collected by somebody else.
 *
 * @throws what the process wrote to its standard error, if it ends before it can be called
 */
export async function startContestant<Details extends { url: string } = { url: string }>(
  file: string,
  settings: object = {},
): Promise<Contestant<Details>> {
  const child = fork(new URL(`../servers/${file}`, import.meta.url), [JSON.stringify(settings)], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk;
  });
  const nextMessage = <Message>() => messageOf<Message>(child, () => `${file} ended:\n${complaints}`);

  return {
    details: await nextMessage<Details>(),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
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
