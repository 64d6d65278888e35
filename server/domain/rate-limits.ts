/** So many calls in so many seconds. */
export interface Quota {
  readonly name: string;
  readonly calls: number;
  /** Seconds. */
  readonly window: number;
}

/** Thrown when a quota is used up. */
export class RateLimited extends Error {
  readonly code = 'rate_limited';
  readonly quota: Quota;
  /** Seconds until there is room again; at least 1. */
  readonly retryAfter: number;

  constructor(quota: Quota, retryAfter: number) {
    super();
    this.name = 'RateLimited';
    this.quota = quota;
    this.retryAfter = retryAfter;
  }
}

/** Who tries to authenticate, and from where. */
export interface Attempt {
  readonly clientId: string;
  readonly address: string;
}

/**
 * How often one may call. Failures count for a client at an address and for the address, and never for a client alone:
 * nobody can lock another's client out.
 */
export interface RateLimits {
  /** Counts a call from an address, before anything is known of the caller. @throws {RateLimited} */
  admitAddress(address: string): Promise<void>;
  /** Counts a call of a key that has authenticated. @throws {RateLimited} */
  admitKey(clientId: string): Promise<void>;
  /** Counts nothing. @throws {RateLimited} if too many attempts failed */
  admitAttempt(attempt: Attempt): Promise<void>;
  /** Counts an attempt that failed. */
  noteFailure(attempt: Attempt): Promise<void>;
}

/** For load tests, and for whoever limits elsewhere. */
export const noLimits: RateLimits = {
  async admitAddress() {},
  async admitKey() {},
  async admitAttempt() {},
  async noteFailure() {},
};
