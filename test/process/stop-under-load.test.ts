import { Agent, get, type IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { listening, start } from './service.ts';

const callers = 16;

test('on SIGTERM it serves on under load: no call is lost, and each answer says goodbye; a second one ends it', async () => {
  await using service = start('.', { DATABASE_URL: 'sqlite::memory:', STOP_DELAY: '300' });
  const url = await listening(service);
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const seen = { before: new Set<string>(), since: new Set<string>() };
  let isTold = false;
  let calls = 0;
  const callOnAndOn = async () => {
    const call = async (time: keyof typeof seen) => seen[time].add(await ask(`${url}/health/live`, agent));
    for (; !isTold; calls += 1) await call('before');
    for (let more = 0; more < 5; more += 1) await call('since');
  };
  const all = Promise.all(Array.from({ length: callers }, callOnAndOn));
  await expect.poll(() => calls).toBeGreaterThan(10 * callers);
  service.kill('SIGTERM');
  // A balancer's probe.
  await expect.poll(() => ask(`${url}/health/ready`, agent), { interval: 5 }).toBe('503 close');
  isTold = true;
  await all;
  // Those that came between the signal and the probe are told already.
  seen.before.delete('200 close');
  expect(seen.before).toEqual(new Set(['200 keep-alive']));
  expect(seen.since).toEqual(new Set(['200 close']));
  const repeated = setInterval(() => service.kill('SIGTERM'), 100);
  const { code, stdout } = await service.finished;
  clearInterval(repeated);
  expect(code).toBe(1);
  expect(stdout).toContain('"msg":"stopped at once"');
});

/** Status and `Connection` of the answer, or the code of what went wrong. */
async function ask(url: string, agent: Agent): Promise<string> {
  try {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    get(url, { agent }, resolve).once('error', reject);
    const response = await promise;
    await response.resume().toArray();
    return `${response.statusCode} ${response.headers.connection}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
