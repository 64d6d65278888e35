import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigProblems } from './config.ts';
import { syncFolder } from './sync-folder.ts';

/** Bytes. */
const length = 32;

/**
 * The secret beside a SQLite database (`latchkey.db.secret`, mode 0600), made with a new database.
 *
 * @param databaseUrl `sqlite:PATH`; in memory, the secret lives as long as the database
 * @throws {ConfigProblems} if the database is there and its secret isn't
 */
export function readOrMakeServiceSecret(databaseUrl: string): Uint8Array {
  const database = databaseUrl.slice('sqlite:'.length);
  if (database === ':memory:') return randomBytes(length);
  const file = secretFileOf(database);
  if (existsSync(database) && statSync(database).isDirectory()) throw new ConfigProblems([`${database} is a folder`]);
  if (existsSync(file)) return readSecret(file);
  if (existsSync(database)) {
    throw new ConfigProblems([
      `${file} is missing: put it back, or set LATCHKEY_SECRET to what ${database} was made with`,
    ]);
  }
  makeSecret(file);
  return readSecret(file);
}

/** Where a SQLite database's secret is. */
export function secretFileOf(database: string): string {
  return `${database}.secret`;
}

/** Only its owner may read it. */
export function writeSecret(file: string, secret: Uint8Array): void {
  writeFileSync(file, `${Buffer.from(secret).toString('base64')}\n`, { mode: 0o600, flush: true });
}

/** Whole and on the disk before the database is made; of two processes that start at once, one makes it. */
function makeSecret(file: string): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  writeSecret(temporary, randomBytes(length));
  try {
    linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(temporary);
  }
  syncFolder(folder);
}

function readSecret(file: string): Uint8Array {
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (secret.length < length) throw new ConfigProblems([`${file} does not hold a secret of ${length} bytes in base64`]);
  return secret;
}
