import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';

/** What is in the database of the previous release, and how that release answered. */
export { default as before } from './previous-release.json' with { type: 'json' };

/** Makes a file as the previous release left it. @returns its URL */
export async function restorePreviousRelease(file: string): Promise<string> {
  const database = new Database(file);
  database.exec(await readFile(new URL('previous-release.sql', import.meta.url), 'utf8'));
  database.close();
  return `sqlite:${file}`;
}
