import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ContractProblems } from './problem.ts';

/** A mistake of the person at the keyboard: shown without a stack, with a pointer to `--help`. */
class UsageError extends Error {}

/** The options of this process's command line. Throws a UsageError for what isn't one of them. */
export function readOptions<Options extends ParseArgsOptionsConfig>(options: Options) {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Runs a command: answers `--help`, shows what went wrong in people's words, and sets the exit code. */
export async function run(help: string, command: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(help);
    return;
  }
  try {
    await command();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ContractProblems) {
      const { length } = error.problems;
      console.error(`${error.message}\n\n${length} ${length === 1 ? 'problem' : 'problems'}; nothing was written.`);
    } else if (error instanceof UsageError) {
      console.error(`${error.message}\nTry --help.`);
    } else {
      console.error(error instanceof Error ? error.message : error);
    }
  }
}
