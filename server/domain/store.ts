import type { ApiKey, KeyWithSecrets, Organization, Secret, SigningKey } from './model.ts';

/**
 * Where keys are kept. Every engine passes test/storage/conformance.ts.
 *
 * A method that changes more than one row does so in one transaction, and when its promise is fulfilled the change
 * survives a crash. A method that can't reach its data throws StoreUnavailable; anything else it throws is a defect.
 */
export interface Store {
  /**
   * Makes the first organization and its first key, unless an organization has ever been made here.
   * Two callers at once: one of them gets true.
   */
  bootstrap(organization: Organization, key: ApiKey, secret: Secret): Promise<boolean>;

  /** Adds the key, its first secret and one to the organization's count: all or nothing. */
  insertKey(key: ApiKey, secret: Secret): Promise<void>;

  /** One key by its primary key: the liveness check of every call. */
  findKey(organizationId: string, clientId: string): Promise<ApiKey | undefined>;

  findKeyWithSecrets(organizationId: string, clientId: string): Promise<KeyWithSecrets | undefined>;

  /** For authentication, where the organization isn't known yet. Client ids are unique across organizations. */
  findClient(clientId: string): Promise<KeyWithSecrets | undefined>;

  /** One page, the oldest first, and the organization's count, from one snapshot. */
  listKeys(organizationId: string, page: { limit: number; offset: number }): Promise<{ keys: ApiKey[]; total: number }>;

  /** Deletes the key with its secrets and takes one from the count. False if there is no such key. */
  deleteKey(organizationId: string, clientId: string): Promise<boolean>;

  /** Notes when secrets were last used, and their keys with them. A time earlier than the stored one changes nothing. */
  recordUses(uses: readonly SecretUse[]): Promise<void>;

  /** Every signing key whose tokens may still live, the newest first. */
  signingKeys(): Promise<SigningKey[]>;

  /** Adds a signing key if there is none. Two callers at once: one of the keys is stored. */
  addFirstSigningKey(key: SigningKey): Promise<void>;

  /** Resolves if the store answers. */
  ping(): Promise<void>;

  close(): Promise<void>;
}

export interface SecretUse {
  readonly organizationId: string;
  readonly clientId: string;
  readonly secretId: string;
  readonly usedAt: number;
}

/** The store can't be reached or is overloaded: try again. Never a reason to refuse credentials. */
export class StoreUnavailable extends Error {
  readonly code = 'unavailable';

  constructor(cause: unknown) {
    super('The store is unavailable', { cause });
    this.name = 'StoreUnavailable';
  }
}
