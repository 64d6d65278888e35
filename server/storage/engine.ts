import type { Kysely } from 'kysely';
import type { ConnectionUse } from '../domain/store.ts';
import type { Tables } from './tables.ts';

/** A database, ready to serve, and what there is to know of the way to it. */
export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  readonly connections: () => ConnectionUse;
}

export interface OpenSettings {
  /** As many connections as are held at once, where an engine holds several. */
  readonly poolSize: number;
  /** Whether a database that is new or of an earlier version is brought up to date. If not, it is refused. */
  readonly mayMigrate: boolean;
}
