import type { Expression, Kysely, Transaction } from 'kysely';
import type { Standing, Store } from '../domain/store.ts';
import { callerColumns } from './columns.ts';
import { prepare, text } from './prepare.ts';
import { toCaller } from './rows.ts';
import type { Tables } from './tables.ts';

/** Who calls: the one read of every request. */
export function callers(db: Kysely<Tables>) {
  const caller = prepare(db, callerQuery(db, text, text, text));
  return {
    async findCaller(organizationId, clientId, tokenId) {
      const [row] = await caller(tokenId, clientId, organizationId);
      return row && toCaller(row);
    },
  } satisfies Partial<Store>;
}

/** Looks the author of a change up, if it has a token. @throws what its check throws */
export async function requireStanding(transaction: Transaction<Tables>, standing: Standing | undefined): Promise<void> {
  if (!standing) return;
  const { organizationId, clientId, tokenId, check } = standing;
  const row = await callerQuery(transaction, tokenId, clientId, organizationId).executeTakeFirst();
  check(row && toCaller(row));
}

type Text = string | Expression<string>;

function callerQuery(db: Kysely<Tables>, tokenId: Text, clientId: Text, organizationId: Text) {
  return db
    .selectFrom('api_keys')
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('revoked_tokens').select('token_id').where('token_id', '=', tokenId)).as('is_revoked'),
    )
    .select(callerColumns)
    .where('client_id', '=', clientId)
    .where('organization_id', '=', organizationId);
}
