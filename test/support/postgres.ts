import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type OwnPostgresServer, startOwnPostgres } from './own-postgres.ts';

/** A real PostgreSQL server, on which tests have databases of their own. */
export interface PostgresServer extends AsyncDisposable {
  /** A new database. @returns its URL */
  createDatabase(): Promise<string>;
}

/**
 * The server that `TEST_DATABASE_URL` names, whose user must be allowed to create databases and roles, or else one of our own.
 * Where neither is possible it prints why, and the tests are to be skipped.
 */
export async function findPostgres(): Promise<PostgresServer | undefined> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? serverAt(url) : await findOwnPostgres();
}

/**
 * One that a test may stop and kill.
 *
 * @param isDurable whether commits are synced to the disk; most tests never pull the plug
 */
export async function findOwnPostgres(isDurable = false): Promise<OwnPostgresServer | undefined> {
  try {
    return await startOwnPostgres(isDurable);
  } catch (error) {
    console.warn(`Skipped what needs PostgreSQL: ${(error as Error).message}`);
    return undefined;
  }
}

function serverAt(url: string): PostgresServer {
  const made: string[] = [];
  return {
    async createDatabase() {
      const name = await createDatabase(url);
      made.push(name);
      return urlOf(url, name);
    },
    async [Symbol.asyncDispose]() {
      for (const name of made) await query(url, `drop database if exists ${name} with (force)`);
    },
  };
}

/** @returns its name */
export async function createDatabase(url: string): Promise<string> {
  const name = `latchkey_test_${randomBytes(6).toString('hex')}`;
  await query(url, `create database ${name}`);
  return name;
}

export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = database;
  return url.href;
}

/** One statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
