import { newId } from './identifiers.ts';
import type { KeyWithSecrets } from './model.ts';

export type AuditAction =
  | 'organization.created'
  | 'api_key.created'
  | 'api_key.updated'
  | 'api_key.deleted'
  | 'secret.created'
  | 'secret.deleted'
  | 'token.revoked';

/** What can be changed of a key, without its secrets' values. */
export interface AuditedKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly enabled: boolean;
  readonly expiresAt: number | null;
  readonly secrets: readonly { readonly secretId: string; readonly expiresAt: number | null }[];
}

export interface AuditEntry {
  readonly auditId: string;
  readonly organizationId: string;
  readonly at: number;
  /** Client id of the key that did it, or `bootstrap`, or `admin`. */
  readonly actor: string;
  readonly action: AuditAction;
  readonly outcome: 'done' | 'refused';
  /** Client id of the key that it was done to; null if that was never made. */
  readonly target: string | null;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly before: AuditedKey | null;
  readonly after: AuditedKey | null;
}

/** Who changes something, and from where. */
export interface Author {
  readonly organizationId: string;
  /** A key, or who acts without one: `bootstrap`, `admin`. */
  readonly clientId: string;
  readonly requestId: string | null;
  readonly address: string | null;
}

/** What happened; refused attempts and what is null may be left out. */
type Event = Pick<AuditEntry, 'action' | 'target'> & Partial<Pick<AuditEntry, 'outcome' | 'before' | 'after'>>;

/** An entry for what this author does now. */
export function auditEntry({ clientId, organizationId, requestId, address }: Author, now: number, event: Event) {
  const entry: AuditEntry = {
    auditId: newId('aud_', now),
    organizationId,
    at: now,
    actor: clientId,
    requestId,
    address,
    outcome: 'done',
    before: null,
    after: null,
    ...event,
  };
  return entry;
}

/** What an entry shows of a key. */
export function audited({ key, secrets }: KeyWithSecrets): AuditedKey {
  const { name, scopes, enabled, expiresAt } = key;
  return {
    name,
    scopes,
    enabled,
    expiresAt,
    secrets: secrets.map(({ secretId, expiresAt }) => ({ secretId, expiresAt })),
  };
}
