import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ContractProblems, type Problem } from './problem.ts';

/** What the thread is given: the document's path, and its text, so that both sides speak of the same. */
export interface LintTask {
  readonly root: string;
  readonly text: string;
}

/** What it answers. */
export type LintAnswer = { readonly warnings: Problem[] } | { readonly problems: readonly Problem[] };

/**
 * Lints a document in a thread of its own.
 *
 * @returns what is doubtful
 * @throws {ContractProblems} with everything that is wrong
 */
export async function lintInThread(task: LintTask): Promise<Problem[]> {
  const extension = path.extname(import.meta.filename);
  const worker = new Worker(new URL(`./lint-worker${extension}`, import.meta.url), { workerData: task });
  const answer = await new Promise<LintAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  if ('problems' in answer) throw new ContractProblems(answer.problems);
  return answer.warnings;
}
