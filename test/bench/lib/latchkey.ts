import { scopes } from '../../../generated/operations.ts';
import type { Contestant } from './contestant.ts';
import { type Installation, planInstallation, startReplica } from './installation.ts';
import { issueToken } from './issue-tokens.ts';
import { insertKeys } from './keys.ts';
import { tokenRequest } from './requests.ts';
import { ours } from './token-calls.ts';

/** Latchkey, running. */
export interface Latchkey extends Installation, Contestant {
  /** Keys to read, the oldest first. */
  readonly keyIds: readonly string[];
  /** With every scope. */
  readonly token: string;
}

/** Starts the service on a new database and gives it so many keys, the first one among them. */
export async function startLatchkey(
  databaseUrl: string,
  keyCount: number,
  report: (progress: string) => void,
): Promise<Latchkey> {
  const installation = planInstallation(databaseUrl);
  await using stack = new AsyncDisposableStack();
  const replica = stack.use(await startReplica(installation));
  const reportKeys = (inserted: number) =>
    report(`inserting keys: ${inserted.toLocaleString('en')} of ${keyCount.toLocaleString('en')}`);
  const keyIds = await insertKeys({
    databaseUrl,
    owner: installation.clientId,
    count: keyCount - 1,
    report: reportKeys,
  });
  const token = await issueToken(replica.url, tokenRequest(installation, scopes.join(' '), ours.token));
  stack.move();
  return { ...installation, ...replica, keyIds, token };
}
