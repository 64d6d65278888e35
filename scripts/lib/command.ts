import path from 'node:path';
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
    console.log(inTheirWords(help));
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
      console.error(inTheirWords(error instanceof Error ? error.message : String(error)));
    }
  }
}

/** Whoever started `latchkey generate` has no `npm run generate`. */
function inTheirWords(text: string): string {
  const isLatchkey = /^latchkey(\.[jt]s)?$/.test(path.basename(process.argv[1] ?? ''));
  return isLatchkey ? text.replace(/npm run (\w+)( --)?/g, 'latchkey $1') : text;
}
