import { setTimeout as wait } from 'node:timers/promises';

/** Seconds. What doesn't come about in this time never will. */
const longest = 60;

/**
 * Looks again and again whether something has come about.
 *
 * @param every milliseconds
 * @throws if it doesn't
 */
export async function waitUntil(what: string, isSo: () => boolean, every = 10): Promise<void> {
  const deadline = performance.now() + longest * 1000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${longest} s`);
    await wait(every);
  }
}
