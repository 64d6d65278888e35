import { describeFailure } from '../storage/index.ts';
import { UsageError } from './arguments.ts';
import { commands } from './commands.ts';
import type { Environment } from './open-store.ts';
import { nobody, type Waiting } from './terminal.ts';

export interface Finished {
  readonly code: 0 | 1;
  readonly stdout: string;
  readonly stderr: string;
}

const names = Object.keys(commands);
const width = Math.max(...names.map((name) => name.length)) + 1;

const help = `Usage: npm run admin -- COMMAND [options]

Works on the service's database directly, by the service's environment variables (README.md, "Configuration"), also
while it runs.

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(width)} ${summary}`)
  .join('\n')}

npm run admin -- COMMAND --help says more of each.
`;

/**
 * Runs one command to its end.
 *
 * @param args what stands behind the program on the command line
 * @returns what goes to the terminal; it may hold a secret, so it belongs there alone
 */
export async function admin(
  args: readonly string[],
  environment: Environment,
  waiting: Waiting = nobody,
): Promise<Finished> {
  const name = names.find((name) => name.split(' ').every((word, index) => word === args[index])) ?? '';
  const command = commands[name];
  if (args.length === 0 || args.includes('--help')) return { code: 0, stdout: command?.help ?? help, stderr: '' };
  try {
    if (!command) {
      const asked = JSON.stringify(args.slice(0, 2).join(' '));
      throw new UsageError(`There is no command ${asked}, but ${names.join(', ')}.`);
    }
    return { code: 0, stdout: await command.run(args.slice(name.split(' ').length), environment, waiting), stderr: '' };
  } catch (error) {
    return { code: 1, stdout: '', stderr: `${describe(error)}\n` };
  }
}

/** A sentence a line. */
function describe(error: unknown): string {
  return error instanceof UsageError ? `${error.message}\nTry --help.` : describeFailure(error);
}
