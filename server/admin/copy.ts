import { isPostgres } from '../config.ts';
import { secretFileOf } from '../service-secret.ts';
import { type CopiedTable, copyToPostgres } from '../storage/copy.ts';
import { reasonOf, withoutPassword } from '../storage/index.ts';
import { readArguments, refuse } from './arguments.ts';
import { type Environment, requireFile, withStore } from './open-store.ts';
import type { Waiting } from './terminal.ts';
import { grouped, json, seconds, table } from './text.ts';

/** `copy` */
export async function copy(args: readonly string[], environment: Environment, waiting: Waiting): Promise<string> {
  const { values } = readArguments(args, {
    from: { type: 'string', default: '' },
    to: { type: 'string', default: '' },
  });
  const { from, to } = values;
  refuse([...fromProblems(from), ...toProblems(to)]);
  const { LATCHKEY_SECRET } = environment;
  const start = performance.now();
  const file = requireFile(from);
  // A service's, up to date, and this its secret: or it says what is wrong.
  await withStore({ DATABASE_URL: from, LATCHKEY_SECRET }, async () => undefined);
  const tables = await copyTables(file, to, waiting);
  const took = performance.now() - start;
  if (values.json) return json({ from, to: withoutPassword(to), tables, seconds: took / 1000 });
  const rows = tables.map(({ table, rows }) => [table, grouped(rows)]);
  const secret = LATCHKEY_SECRET ? 'as it is set now' : `what is in ${secretFileOf(file)}`;
  return `${table([['TABLE', 'ROWS'], ...rows])}
  Copied in ${seconds(took)}, and every row compared. Start the service, each replica of it, with

    DATABASE_URL     ${withoutPassword(to)}
    LATCHKEY_SECRET  ${secret}

  and never again on ${file}: keys that are deleted from now on would work there.
`;
}

function fromProblems(from: string): string[] {
  return /^sqlite:./.test(from) ? [] : ['--from must be sqlite:PATH, such as sqlite:data/latchkey.db.'];
}

function toProblems(to: string): string[] {
  return isPostgres(to) ? [] : ['--to must be postgres://USER:PASSWORD@HOST:PORT/DATABASE.'];
}

async function copyTables(file: string, to: string, { tell, signal }: Waiting): Promise<CopiedTable[]> {
  const starts = new Map<string, number>();
  try {
    return await copyToPostgres(file, to, ({ step, done, total }) => {
      signal.throwIfAborted();
      const start = starts.get(step) ?? performance.now();
      starts.set(step, start);
      const rate = Math.round((1000 * done) / (performance.now() - start + 1));
      tell(step, `${Math.floor((100 * done) / total)} % of ${grouped(total)} rows, ${grouped(rate)} rows/s`);
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Error(`Nothing was copied to ${withoutPassword(to)}: ${reasonOf(error)}`);
  }
}
