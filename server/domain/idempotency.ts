import { createHmac } from 'node:crypto';
import type { CreatedKey } from './api-keys.ts';
import type { Caller } from './authentication.ts';
import type { Clock } from './clock.ts';
import { DomainError } from './errors.ts';
import type { StoredAnswer } from './model.ts';
import { seal, unseal } from './sealing.ts';
import { deriveKey } from './secrets.ts';
import type { Store } from './store.ts';

/** Milliseconds for which an answer may be asked for again. */
const lifetime = 10 * 60 * 1000;

/** What is to be stored with the change, so that a repeat finds the answer; undefined if nobody will repeat. */
type Remember = (answer: CreatedKey) => StoredAnswer | undefined;

/** Calls that may be repeated without being done twice. */
export interface Idempotency {
  /**
   * Acts, unless the same caller did so with the same idempotency key a while ago: then gives what it was given.
   *
   * @param content what is asked for; another one under the same key is refused
   * @param act stores what `remember` makes together with the change; undefined if another replica was faster
   * @throws {DomainError} `idempotency_in_progress`, `idempotency_key_reused`
   */
  once(
    caller: Caller,
    idempotencyKey: string | undefined,
    content: object,
    act: (remember: Remember) => Promise<CreatedKey | undefined>,
  ): Promise<CreatedKey>;
}

export interface IdempotencyParts {
  readonly store: Store;
  readonly serviceSecret: Uint8Array;
  readonly clock: Clock;
}

/**
 * Answers are sealed under a key that follows from the service's secret and the caller's idempotency key, which isn't
 * stored: who has the database and the secret still can't open them without guessing that.
 */
export function createIdempotency({ store, serviceSecret, clock }: IdempotencyParts): Idempotency {
  const nameKey = deriveKey(serviceSecret, 'idempotency-name');
  const sealKey = deriveKey(serviceSecret, 'idempotency-seal');
  const running = new Set<string>();

  const replay = async (answerId: string, fingerprint: string, key: Buffer): Promise<CreatedKey | undefined> => {
    const stored = await store.findAnswer(answerId, clock());
    if (!stored) return undefined;
    if (stored.fingerprint !== fingerprint) throw new DomainError('idempotency_key_reused');
    return JSON.parse(unseal(key, fingerprint, stored.sealedAnswer).toString()) as CreatedKey;
  };

  return {
    async once({ organizationId, clientId }, idempotencyKey, content, act) {
      const remembersNothing = () => undefined;
      if (idempotencyKey === undefined) return must(await act(remembersNothing));

      const name = JSON.stringify([organizationId, clientId, idempotencyKey]);
      const answerId = mac(nameKey, name).toString('base64url');
      const fingerprint = mac(nameKey, JSON.stringify([answerId, content])).toString('base64url');
      const key = mac(sealKey, name);
      if (running.has(answerId)) throw new DomainError('idempotency_in_progress');
      running.add(answerId);
      try {
        const remember = (answer: CreatedKey): StoredAnswer => ({
          answerId,
          fingerprint,
          sealedAnswer: seal(key, fingerprint, Buffer.from(JSON.stringify(answer))),
          expiresAt: clock() + lifetime,
        });
        const earlier = await replay(answerId, fingerprint, key);
        return earlier ?? (await act(remember)) ?? must(await replay(answerId, fingerprint, key));
      } finally {
        running.delete(answerId);
      }
    },
  };
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('An answer that must be there is not');
  return value;
}
