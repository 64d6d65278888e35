import { createSecretHasher, newSecret } from '../../../server/domain/secrets.ts';
import { openDatabase } from '../../../server/storage/index.ts';
import type { Latchkey } from './latchkey.ts';
import type { Credentials } from './requests.ts';

/** Gives keys that were inserted, evenly spread over all of them, secrets that are known. @returns their credentials */
export async function makeCallers({ databaseUrl, serviceSecret, keyIds }: Latchkey, count: number) {
  const hasher = createSecretHasher(Buffer.from(serviceSecret, 'base64'));
  const { db } = await openDatabase(databaseUrl, { poolSize: 1 });
  try {
    return await db.transaction().execute(async (transaction) => {
      const callers: Credentials[] = [];
      for (let index = 0; index < count; index++) {
        const clientId = keyIds[Math.floor((index * keyIds.length) / count)] ?? '';
        const clientSecret = newSecret();
        const { digest, digestKey } = hasher.digest(clientId, clientSecret);
        await transaction
          .updateTable('secrets')
          .set({ digest: digest.toString('base64url'), digest_key: digestKey })
          .where('client_id', '=', clientId)
          .execute();
        callers.push({ clientId, clientSecret });
      }
      return callers;
    });
  } finally {
    await db.destroy();
  }
}
