import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';
import { createTurns } from './turns.ts';

/** A transaction that changes what belongs to one organization. */
export type Change = <Result>(
  organizationId: string,
  act: (transaction: Transaction<Tables>) => Promise<Result>,
) => Promise<Result>;

/** Milliseconds, as long as for the lock of a change that another replica makes. */
const longestWait = 4000;

/**
 * Changes of one organization's keys come one after the other: each begins by taking its lock, and so sees what the one before
 * left. One lock, always the first, so that no two changes wait for each other. Those of one process queue up before they take
 * a connection, which others may need.
 */
export function createChanges(db: Kysely<Tables>): Change {
  const turns = createTurns(longestWait);
  return async (organizationId, act) =>
    await turns.take(organizationId, () =>
      db.transaction().execute(async (transaction) => {
        await lockOrganization(transaction, organizationId);
        return await act(transaction);
      }),
    );
}

/** Entries of the audit log refer to the organization; that they may be added meanwhile is why its key isn't locked. */
async function lockOrganization(transaction: Transaction<Tables>, organizationId: string): Promise<void> {
  await transaction
    .selectFrom('organizations')
    .select('organization_id')
    .where('organization_id', '=', organizationId)
    .forNoKeyUpdate()
    .execute();
}
