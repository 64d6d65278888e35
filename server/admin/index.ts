import { StoreUnavailable } from '../domain/store.ts';
import { UsageError } from './arguments.ts';
import { commands } from './commands.ts';
import type { Environment } from './open-store.ts';

export interface Finished {
  readonly code: 0 | 1;
  readonly stdout: string;
  readonly stderr: string;
}

const names = Object.keys(commands);

const help = `Usage: npm run admin -- COMMAND [options]

Works on the service's database directly, by the service's environment variables (README.md, "Configuration"), also
while it runs.

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
  .join('\n')}

npm run admin -- COMMAND --help says more of each.
`;

/**
 * Runs one command to its end.
 *
 * @param args what stands behind the program on the command line
 * @returns what goes to the terminal; it may hold a secret, so it belongs there alone
 */
export async function admin(args: readonly string[], environment: Environment): Promise<Finished> {
  const name = args.slice(0, 2).join(' ');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (args.length === 0 || args.includes('--help')) return { code: 0, stdout: command?.help ?? help, stderr: '' };
  try {
    if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}, but ${names.join(', ')}.`);
    return { code: 0, stdout: await command.run(args.slice(2), environment), stderr: '' };
  } catch (error) {
    return { code: 1, stdout: '', stderr: `${describe(error)}\n` };
  }
}

/** A sentence a line. */
function describe(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nTry --help.`;
  if (error instanceof StoreUnavailable) return `${error.message}: ${(error.cause as Error).message}`;
  return error instanceof Error ? error.message : String(error);
}
