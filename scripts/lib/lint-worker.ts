import { parentPort, workerData } from 'node:worker_threads';
import { Source } from '@redocly/openapi-core';
import { lint, rulesFor } from './lint.ts';
import type { LintAnswer, LintTask } from './lint-thread.ts';
import { ContractProblems } from './problem.ts';
import { ContractResolver } from './resolver.ts';

const { root, text } = workerData as LintTask;

async function answer(): Promise<LintAnswer> {
  const rules = await rulesFor(root);
  const resolver = new ContractResolver(rules.config.resolve);
  const document = resolver.parseAgain(new Source(root, text));
  resolver.cache.set(root, Promise.resolve(document));
  try {
    return { warnings: await lint(document, resolver, rules) };
  } catch (error) {
    if (error instanceof ContractProblems) return { problems: error.problems };
    throw error;
  }
}

parentPort?.postMessage(await answer());
