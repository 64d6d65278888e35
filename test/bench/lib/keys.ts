import { randomBytes } from 'node:crypto';
import type { Store } from '../../../server/domain/store.ts';

/**
 * Puts keys into a store, as an owner's that is already there. Nobody knows their secrets.
 *
 * @returns their ids
 */
export async function insertKeys(store: Store, owner: string, count: number): Promise<string[]> {
  const organizationId = (await store.findClient(owner))?.key.organizationId;
  if (organizationId === undefined) throw new Error('There is no owner');
  const ids = Array.from({ length: count }, () => `key_${randomBytes(11).toString('hex')}`);
  const life = { expiresAt: null, lastUsedAt: null };
  for (const clientId of ids) {
    const createdAt = Date.now();
    await store.insertKey(
      {
        ...life,
        organizationId,
        clientId,
        name: 'Billing worker',
        scopes: ['read:api-key'],
        enabled: true,
        createdAt,
        createdBy: owner,
      },
      {
        ...life,
        secretId: clientId.replace('key_', 'sec_'),
        clientId,
        digest: randomBytes(32),
        digestKey: 'nobody',
        createdAt,
      },
    );
  }
  return ids;
}
