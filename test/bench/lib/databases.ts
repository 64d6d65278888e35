import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOwnPostgres, findPostgres } from '../../support/postgres.ts';

/** Makes databases, and takes them away when it is disposed of. */
export interface Databases extends AsyncDisposable {
  /** A new, empty one. @returns its URL */
  createDatabase(): Promise<string>;
}

/** Ways to keep what was committed through a loss of power; undefined, with a printed reason, where there is none. */
const makers = {
  SQLite: async () => sqliteFiles(),
  PostgreSQL: async () => await (process.env.TEST_DATABASE_URL ? findPostgres() : findOwnPostgres(true)),
} satisfies Record<string, () => Promise<Databases | undefined>>;

export type Engine = keyof typeof makers;

export interface Engines extends AsyncDisposable {
  /** Those that this machine has. */
  readonly each: readonly { readonly engine: Engine; readonly databases: Databases }[];
}

/** @param wanted all by default */
export async function openEngines(wanted = Object.keys(makers) as Engine[]): Promise<Engines> {
  await using stack = new AsyncDisposableStack();
  const each: { engine: Engine; databases: Databases }[] = [];
  for (const engine of wanted) {
    const databases: Databases | undefined = await makers[engine]();
    if (databases) each.push({ engine, databases: stack.use(databases) });
  }
  const opened = stack.move();
  return { each, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

export function isSqlite(databaseUrl: string): boolean {
  return databaseUrl.startsWith('sqlite:');
}

/** Files, each with what stands beside it. */
export function sqliteFiles(): Databases {
  // Beside the bench rather than in the system's temporary folder, which often is memory, where a sync costs nothing.
  const parent = fileURLToPath(new URL('../data/', import.meta.url));
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(parent);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const interrupt = () => {
    remove();
    // PostgreSQL's own listener stops it first, and then ends this process.
    if (process.listenerCount('SIGINT') === 0) process.exit(130);
  };
  process.once('exit', remove);
  process.once('SIGINT', interrupt);
  let made = 0;
  return {
    createDatabase: async () => `sqlite:${path.join(folder, `${++made}.db`)}`,
    async [Symbol.asyncDispose]() {
      remove();
      process.off('exit', remove);
      process.off('SIGINT', interrupt);
    },
  };
}
