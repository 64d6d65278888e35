import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** What TypeScript says of a project after a change. */
export interface TypeCheck {
  /** A line each, with file, line and column. */
  readonly problems: readonly string[];
  readonly milliseconds: number;
}

/**
 * Checks the types of a project now and after each change of one of its files.
 *
 * @param configPath its tsconfig.json
 */
export function watchTypes(configPath: string, checked: (outcome: TypeCheck) => void): AsyncDisposable {
  const extension = path.extname(import.meta.filename);
  const worker = new Worker(new URL(`./type-check-worker${extension}`, import.meta.url), {
    workerData: path.resolve(configPath),
  });
  worker.on('message', checked);
  worker.on('error', (error) => checked({ problems: [String(error)], milliseconds: 0 }));
  return {
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
