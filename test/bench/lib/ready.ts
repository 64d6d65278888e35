import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readProcess } from './processes.ts';
import { startServing } from './program.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** From the start of the process to the first 200 of `/health/ready`. */
export interface TimeToReady {
  readonly milliseconds: number;
  /** Of that, its own work, where the system tells: what others do at the same time puts nothing on it. */
  readonly cpuMilliseconds?: number;
}

/**
 * Starts the service as an operator does, and stops it in good order, so that it keeps what it has to keep.
 *
 * @param environment what it finds beside this process's own
 */
export async function timeToReady(environment: Readonly<Record<string, string>>): Promise<TimeToReady> {
  const started = performance.now();
  await using service = await startServing(path.join(root, 'server/main.ts'), [], root, environment);
  while ((await fetch(`${service.url}/health/ready`)).status !== 200) await wait(5);
  const milliseconds = performance.now() - started;
  const itself = readProcess(service.pid ?? 0);
  await service.stop();
  return { milliseconds, ...(itself && { cpuMilliseconds: itself.seconds * 1000 }) };
}
