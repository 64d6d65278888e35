import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigProblems } from './config.ts';

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
  const file = `${database}.secret`;
  if (existsSync(file)) return readSecret(file);
  if (existsSync(database)) {
    throw new ConfigProblems([
      `${file} is missing: put it back, or set LATCHKEY_SECRET to what ${database} was made with`,
    ]);
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const secret = randomBytes(length);
  // `wx`: of two processes that start at once, one makes it.
  writeFileSync(file, `${secret.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

function readSecret(file: string): Uint8Array {
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (secret.length < length) throw new ConfigProblems([`${file} does not hold a secret of ${length} bytes in base64`]);
  return secret;
}
