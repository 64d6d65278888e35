import type { AuditEntry } from './audit.ts';
import type { AuditPage, AuditQuery, KeyPage, KeyQuery } from './lists.ts';
import type { ApiKey, KeyWithSecrets, Organization, RevokedToken, Secret, SigningKey, StoredAnswer } from './model.ts';

/**
 * Where keys are kept. Every engine passes test/storage/conformance/.
 *
 * A method that changes more than one row does so in one transaction, its audit entries among them, and when its promise
 * is fulfilled the change survives a crash. A method that can't reach its data throws StoreUnavailable; anything else it
 * throws is a defect.
 */
export interface Store {
  /**
   * Makes the first organization and its first key, unless an organization has ever been made here.
   * Two callers at once: one of them gets true.
   */
  bootstrap(made: NewOrganization): Promise<boolean>;

  /** Adds an organization and its first key. */
  insertOrganization(made: NewOrganization): Promise<void>;

  /** Every organization with the number of its keys, the oldest first. */
  organizations(): Promise<CountedOrganization[]>;

  /**
   * Adds the key, its first secret and one to the organization's count: all or nothing. With an answer to keep, adds
   * that too, and does nothing at all if one of the same id is kept and lives.
   *
   * @returns whether it was added
   */
  insertKey(made: NewKeyRecord): Promise<boolean>;

  /** One key by its primary key, and whether this token of its was revoked: the liveness check of every call. */
  findCaller(organizationId: string, clientId: string, tokenId: string): Promise<FoundCaller | undefined>;

  findKeyWithSecrets(organizationId: string, clientId: string): Promise<KeyWithSecrets | undefined>;

  /** For authentication, where the organization isn't known yet. Client ids are unique across organizations. */
  findClient(clientId: string): Promise<KeyWithSecrets | undefined>;

  /** One page, the oldest first, and how many there are, from one snapshot. */
  listKeys(organizationId: string, query: KeyQuery): Promise<KeyPage>;

  /**
   * Reads a key, decides, and writes what was decided; changes of one key come one after the other.
   *
   * @param decide called with the key as it is; its secrets that are no longer in what it returns are deleted, and new
   * ones added. Undefined changes nothing. What it throws, this throws, and nothing is changed.
   * @returns the key as it is then, or undefined if there is none
   */
  changeKey(
    organizationId: string,
    clientId: string,
    decide: Decide,
    standing?: Standing,
  ): Promise<KeyWithSecrets | undefined>;

  /**
   * Deletes the key with its secrets and takes one from the count. False if there is no such key.
   *
   * @param audit the entry for what is deleted
   */
  deleteKey(
    organizationId: string,
    clientId: string,
    audit: (found: KeyWithSecrets) => AuditEntry,
    standing?: Standing,
  ): Promise<boolean>;

  /** Notes when secrets were last used, and their keys with them. A time earlier than the stored one changes nothing. */
  recordUses(uses: readonly SecretUse[]): Promise<void>;

  insertAuditEntry(entry: AuditEntry): Promise<void>;

  /** One page, the newest first. */
  listAuditEntries(organizationId: string, query: AuditQuery): Promise<AuditPage>;

  /** Revokes a token, unless it is already. `audit` is called when it is this change's turn. */
  revokeToken(token: RevokedToken, audit: () => AuditEntry): Promise<void>;

  /** An answer that is kept and lives at this time. */
  findAnswer(answerId: string, now: number): Promise<StoredAnswer | undefined>;

  /**
   * Erases what has expired by this time: revoked tokens, kept answers and counts of calls, at most so many of each.
   *
   * @returns whether any is left
   */
  sweep(now: number, most: number): Promise<boolean>;

  /** Every signing key, the newest first. */
  signingKeys(): Promise<SigningKey[]>;

  /**
   * Adds a signing key, if the newest is still the one of this name; undefined: if there is none.
   * Two callers at once: one of them gets true.
   */
  addSigningKey(key: SigningKey, newest: string | undefined): Promise<boolean>;

  /** Adds a signing key and erases all others. False, and nothing is changed, if another is added at the same moment. */
  replaceSigningKeys(key: SigningKey): Promise<boolean>;

  eraseSigningKeys(kids: readonly string[]): Promise<void>;

  /**
   * Counts calls under a name, in a window that begins with the first of them.
   *
   * @param name of what is counted, and of whom
   * @returns all calls of the window with these, and when it ends (milliseconds since 1970)
   */
  countCalls(counted: CountedCalls): Promise<CallCount>;

  /** Resolves if the store answers. */
  ping(): Promise<void>;

  /** How busy the way to the data is now. */
  connections(): ConnectionUse;

  close(): Promise<void>;
}

export interface NewOrganization {
  readonly organization: Organization;
  readonly key: ApiKey;
  readonly secret: Secret;
  readonly audit: readonly AuditEntry[];
}

export interface CountedOrganization extends Organization {
  readonly keyCount: number;
}

export interface NewKeyRecord {
  readonly key: ApiKey;
  readonly secret: Secret;
  /** Called when it is this change's turn, so that a later entry has a later time. */
  readonly audit: () => AuditEntry;
  /** To be kept, for whoever asks again. */
  readonly answer?: StoredAnswer | undefined;
  readonly standing?: Standing;
}

/**
 * The caller that makes a change, looked up once more within the transaction: between its authentication and this, its
 * body may have taken long to arrive.
 */
export interface Standing {
  readonly organizationId: string;
  readonly clientId: string;
  readonly tokenId: string;
  /** Called with what is found. What it throws, the store throws, and nothing is changed. */
  readonly check: (found: FoundCaller | undefined) => void;
}

/** All that counts of a caller's key and token, and no more: it is read at every call. */
export interface FoundCaller extends Pick<ApiKey, 'scopes' | 'enabled' | 'expiresAt' | 'tokenGeneration'> {
  readonly isRevoked: boolean;
}

export type Decide = (found: KeyWithSecrets) => KeyChange | undefined;

export interface KeyChange {
  readonly audit: AuditEntry;
  /** The key as it is to be; it stays as it is if undefined. */
  readonly to?: KeyWithSecrets;
}

export interface CountedCalls {
  readonly name: string;
  readonly calls: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds. */
  readonly window: number;
}

export interface CallCount {
  readonly calls: number;
  readonly endsAt: number;
}

/** Connections, and calls that wait for one. */
export interface ConnectionUse {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
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
