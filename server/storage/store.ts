import { type Kysely, sql } from 'kysely';
import type { Store } from '../domain/store.ts';
import { answers } from './answers.ts';
import { auditLog } from './audit.ts';
import { callCounts } from './call-counts.ts';
import { callers } from './callers.ts';
import { createChanges } from './changes.ts';
import { keyChanges } from './key-changes.ts';
import { keyLists } from './key-lists.ts';
import { keys } from './keys.ts';
import { organizations } from './organizations.ts';
import { signingKeys } from './signing-keys.ts';
import { sweep } from './sweep.ts';
import type { Tables } from './tables.ts';
import { tokens } from './tokens.ts';
import { uses } from './uses.ts';

/** The Store on any engine that Kysely speaks to; the database must be migrated. */
export function createStore(db: Kysely<Tables>): Omit<Store, 'connections'> {
  const change = createChanges(db);
  return {
    ...organizations(db),
    ...callers(db),
    ...keys(db, change),
    ...keyChanges(change),
    ...keyLists(db),
    ...uses(db),
    ...auditLog(db),
    ...tokens(change),
    ...signingKeys(db),
    ...answers(db),
    ...callCounts(db),
    ...sweep(db),

    async ping() {
      await sql`select 1`.execute(db);
    },

    async close() {
      await db.destroy();
    },
  };
}
