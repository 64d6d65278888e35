import { chmodSync } from 'node:fs';
import path from 'node:path';
import { isSqlite, readConfig } from '../config.ts';
import { openSigningKey } from '../domain/signing-keys.ts';
import { readOrMakeServiceSecret, secretFileOf, writeSecret } from '../service-secret.ts';
import { type Backup, backUpSqlite } from '../storage/backup.ts';
import { reasonOf } from '../storage/index.ts';
import { readArguments, refuse } from './arguments.ts';
import { makeFiles } from './new-files.ts';
import { type Environment, requireFile } from './open-store.ts';
import type { Waiting } from './terminal.ts';
import { grouped, json, megabytes, seconds, table } from './text.ts';

/** `backup` */
export async function backUp(args: readonly string[], environment: Environment, waiting: Waiting): Promise<string> {
  const { values, positionals } = readArguments(args, { 'with-secret': { type: 'boolean', default: false } }, true);
  const [file = '', ...more] = positionals;
  if (file === '') refuse(['FILE is missing.']);
  if (more.length > 0) refuse([`FILE is one argument: write "${positionals.join(' ')}" in quotes.`]);
  const { databaseUrl, serviceSecret } = readConfig(environment);
  if (!isSqlite(databaseUrl)) throw new Error(notForPostgres);
  const database = requireFile(databaseUrl);
  const secret = values['with-secret'] ? (serviceSecret ?? readOrMakeServiceSecret(databaseUrl)) : undefined;

  const start = performance.now();
  const secretFile = secretFileOf(file);
  const backup = await makeFiles(secret ? [secretFile, file] : [file], async (folder) => {
    const copy = path.join(folder, path.basename(file));
    const made = await copyDatabase(database, copy, waiting);
    if (secret) {
      for (const key of made.signingKeys) openSigningKey(secret, key);
      writeSecret(secretFileOf(copy), secret);
    }
    return made;
  });
  const took = performance.now() - start;
  const { bytes, counts } = backup;
  if (values.json) return json({ file, secretFile: secret ? secretFile : null, bytes, counts, seconds: took / 1000 });
  const ownSecret = serviceSecret ? 'LATCHKEY_SECRET' : secretFileOf(database);
  return `${describe(file, backup, took)}\n${secret ? besideIt(secretFile) : notInIt(ownSecret)}`;
}

const notForPostgres = `backup is for SQLite. PostgreSQL has its own program for that:

  pg_dump --format=custom --file=FILE "$DATABASE_URL"

All of the database matters, and LATCHKEY_SECRET, which isn't in it. See docs/operations/backup.md.`;

async function copyDatabase(from: string, to: string, { tell, signal }: Waiting): Promise<Backup> {
  try {
    const backup = await backUpSqlite(from, to, ({ step, done, bytes }) => {
      signal.throwIfAborted();
      tell(step, `${Math.floor(100 * done)} % of ${megabytes(bytes)}`);
    });
    chmodSync(to, 0o600);
    return backup;
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Error(`There is no backup of ${from}: ${reasonOf(error)}`);
  }
}

function describe(file: string, { bytes, counts }: Backup, took: number): string {
  const of = (name: string) => grouped(counts[name] ?? 0);
  return table([
    ['Backup', `${file} (${megabytes(bytes)})`],
    ['Organizations', of('organizations')],
    ['Keys', of('api_keys')],
    ['Audit entries', of('audit_entries')],
    ['Took', `${seconds(took)}, checking it included`],
  ]);
}

function notInIt(secret: string): string {
  return `  It is of no use without the service's secret, which isn't in it: keep a copy of ${secret}, too, in another place.
`;
}

function besideIt(secretFile: string): string {
  return `  ${secretFile} is the service's secret: who has both files can sign tokens. Keep them as you keep the database.
`;
}
