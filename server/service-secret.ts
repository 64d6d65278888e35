import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
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

/** Whole and on the disk before the database is made; of two processes that start at once, one makes it. */
function makeSecret(file: string): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${randomBytes(length).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(temporary);
  }
  syncFolder(folder);
}

/** A new name is on the disk once its folder is. Windows has no such call, and no need of it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function readSecret(file: string): Uint8Array {
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (secret.length < length) throw new ConfigProblems([`${file} does not hold a secret of ${length} bytes in base64`]);
  return secret;
}
