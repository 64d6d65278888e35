import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Changes of one organization's keys come one after the other: each begins by taking this lock, and so sees what the one
 * before left. One lock, always the first, so that no two changes wait for each other.
 */
export async function lockOrganization(transaction: Transaction<Tables>, organizationId: string): Promise<void> {
  await transaction
    .selectFrom('organizations')
    .select('organization_id')
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .execute();
}
