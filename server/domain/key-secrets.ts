import type { CallingAuthor } from './api-keys.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import { changeKeyBy } from './key-changes.ts';
import { isLive, type Secret } from './model.ts';
import { makeSecret } from './new-key.ts';
import { mayGrant } from './scopes.ts';
import { maxSecrets, newSecret, type SecretHasher } from './secrets.ts';
import type { Store } from './store.ts';

export interface WantedSecret {
  readonly expiresAt: number | null;
  /** Seconds after which the key's other secrets end, if not sooner. Nothing happens to them if undefined. */
  readonly previousExpiresIn?: number | undefined;
}

/** The secrets of a key: rotation with overlap. */
export interface KeySecrets {
  /**
   * Adds a secret. Whoever has it has the key's scopes, so the caller must be able to grant them.
   *
   * @throws {DomainError} `not_found`, `scope_escalation`, `already_expired`, `too_many_secrets`
   */
  create(by: CallingAuthor, clientId: string, wanted: WantedSecret): Promise<{ secret: Secret; clientSecret: string }>;
  /** @throws {DomainError} `not_found`, `last_secret` */
  delete(by: CallingAuthor, clientId: string, secretId: string): Promise<void>;
}

export function createKeySecrets({
  store,
  hasher,
  clock,
}: {
  store: Store;
  hasher: SecretHasher;
  clock: Clock;
}): KeySecrets {
  return {
    async create(by, clientId, { expiresAt, previousExpiresIn }) {
      const clientSecret = newSecret();
      let secret = makeSecret({ hasher, now: clock(), clientId, clientSecret, expiresAt });
      await changeKeyBy(store, by, clientId, 'secret.created', clock, ({ key, secrets }, now) => {
        // The others end counted from the time at which this one is made.
        secret = { ...secret, createdAt: now };
        const isGranted = mayGrant(by.scopes, key.scopes);
        if (isGranted && expiresAt !== null && expiresAt <= now) throw new DomainError('already_expired');
        const others = secrets.map((other) => endingIn(other, previousExpiresIn, now));
        const live = others.filter((other) => isLive(other, now));
        if (isGranted && live.length >= maxSecrets) throw new DomainError('too_many_secrets');
        return { to: { key, secrets: [...live, secret] }, isGranted };
      });
      return { secret, clientSecret };
    },

    async delete(by, clientId, secretId) {
      await changeKeyBy(store, by, clientId, 'secret.deleted', clock, ({ key, secrets }, now) => {
        const doomed = secrets.find((secret) => secret.secretId === secretId);
        if (!doomed) throw new DomainError('not_found');
        const rest = secrets.filter((secret) => secret !== doomed);
        const isLast = isLive(doomed, now) && !rest.some((secret) => isLive(secret, now));
        if (isLast) throw new DomainError('last_secret');
        return { to: { key, secrets: rest }, isGranted: true };
      });
    },
  };
}

/** The secret, which ends in so many seconds at the latest: an end is only ever brought nearer. */
function endingIn(secret: Secret, seconds: number | undefined, now: number): Secret {
  if (seconds === undefined) return secret;
  return { ...secret, expiresAt: Math.min(secret.expiresAt ?? Number.POSITIVE_INFINITY, now + seconds * 1000) };
}
