import { scopes } from '../../../generated/operations.ts';
import type { LatchkeyDetails } from '../servers/latchkey.ts';
import { insertKeys } from './keys.ts';
import { tokenRequest } from './requests.ts';

/** Latchkey, running. */
export interface Latchkey extends LatchkeyDetails {
  /** A key to read. */
  readonly keyId: string;
  /** With every scope. */
  readonly token: string;
}

/** Starts the service and gives it so many keys, the first one among them. */
export async function startLatchkey(
  start: (file: string) => Promise<LatchkeyDetails>,
  keyCount: number,
  report: (inserted: number) => void,
): Promise<Latchkey> {
  const details = await start('latchkey.ts');
  const { file, clientId: owner } = details;
  const [keyId = ''] = insertKeys({ file, owner, count: keyCount - 1, report });
  return { ...details, keyId, token: await fetchToken(details) };
}

async function fetchToken(details: LatchkeyDetails): Promise<string> {
  const { path, ...init } = tokenRequest(details, scopes.join(' '), '/oauth/token');
  const response = await fetch(details.url + path, init);
  if (response.status !== 200) throw new Error(`Latchkey gave no token: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}
