import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Replica } from './cluster.ts';
import { waitUntil } from './wait-until.ts';

/** Bytes after a garbage collection. */
export interface Memory {
  /** Of the whole process. */
  readonly rss: number;
  /** By objects and buffers. */
  readonly held: number;
}

/** For the environment of a replica whose memory is to be read. */
export const withProbe = {
  NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, 'memory-probe.ts'))}`,
};

export async function readMemory(replica: Replica): Promise<Memory> {
  const readings = () => replica.output().stderr.split('\n').slice(0, -1);
  const before = readings().length;
  replica.signal('SIGUSR2');
  await waitUntil('the memory is told', () => readings().length > before);
  return JSON.parse(readings().at(-1) ?? '') as Memory;
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
