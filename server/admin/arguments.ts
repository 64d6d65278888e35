import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What is wrong with a command line, one sentence a line. */
export class UsageError extends Error {}

/**
 * A command's own options, `--json`, and what is no option.
 *
 * @throws {UsageError} for what the command doesn't take
 */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, json: { type: 'boolean', default: false } },
      allowPositionals,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws {UsageError} if there are any */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}
