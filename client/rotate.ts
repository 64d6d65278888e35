import type { operations as table } from '../generated/operations.ts';
import type { operations } from '../generated/types.ts';
import type { Credentials } from './access.ts';
import { ApiError } from './errors.ts';
import { sleep } from './retry.ts';
import type { CallOptions, ThrowingClient } from './types.ts';

export interface NewSecret extends Credentials {
  readonly secretId: string;
}

export interface Rotation {
  readonly clientId: string;
  /** Brings the new secret to where it is used. Until this is done the old ones work. */
  readonly handOver: (secret: NewSecret) => unknown;
  /** Seconds for which the old secrets work after that, a day at most, and the rotation goes on. 0 by default. */
  readonly overlap?: number;
}

export interface Rotated {
  readonly clientId: string;
  /** Of the new secret. */
  readonly secretId: string;
  /** Ids of the old secrets, which are gone. */
  readonly retired: readonly string[];
}

/** A rotation that stopped half-way; its cause says why. */
export class RotationError extends Error {
  readonly clientId: string;
  /** Of the new secret, which may still be there. */
  readonly secretId: string;
  /** Ids of the old secrets that were not retired. */
  readonly left: readonly string[];

  constructor(what: string, { clientId, secretId }: NewSecret, left: readonly string[], cause: unknown) {
    super(`${what} (${clientId}, ${secretId}): ${textOf(cause)}`, { cause });
    this.name = 'RotationError';
    this.clientId = clientId;
    this.secretId = secretId;
    this.left = left;
  }
}

export type RotateOptions = Pick<CallOptions, 'signal' | 'timeout'>;
export type Rotate = (rotation: Rotation, options?: RotateOptions) => Promise<Rotated>;

type Calls = Pick<ThrowingClient<operations, typeof table>, 'getApiKey' | 'createSecret' | 'deleteSecret'>;

/** Seconds. */
const longestOverlap = 86_400;

/**
 * @param calls what a rotation does with the key
 * @param goOver gets a token with the new secret; if it is the client's own, further ones come from it, too
 */
export function rotator(calls: Calls, goOver: (secret: Credentials, options: CallOptions) => Promise<void>): Rotate {
  const remove = async (clientId: string, secretId: string, options: RotateOptions) => {
    await calls.deleteSecret({ clientId, secretId }, options).catch(unlessGone);
  };

  return async ({ clientId, handOver, overlap = 0 }, options = {}) => {
    if (!(overlap >= 0 && overlap <= longestOverlap)) {
      throw new RangeError(`overlap can be 0 to ${longestOverlap} seconds, not ${overlap}`);
    }
    // Read before the new one is made: what others add from here on isn't ours to retire.
    const { secrets, enabled, expiresAt } = await calls.getApiKey({ clientId }, options);
    if (!enabled || (expiresAt !== null && Date.parse(expiresAt) <= Date.now())) {
      throw new TypeError(`${clientId} is ${enabled ? 'expired' : 'disabled'}: no secret of it gets a token`);
    }
    const { secretId, clientSecret } = await calls.createSecret({ clientId }, options);
    const fresh = { clientId, secretId, clientSecret };
    const old = secrets.map((secret) => secret.secretId);

    try {
      await handOver(fresh);
    } catch (cause) {
      // Without the caller's signal: it may be what ended the hand-over.
      await remove(clientId, secretId, {}).catch((error: unknown) => {
        const what = `The hand-over failed, and the new secret could not be deleted again, since ${textOf(error)}`;
        throw new RotationError(what, fresh, old, cause);
      });
      throw cause;
    }

    await goOver(fresh, options).catch((cause: unknown) => {
      throw new RotationError('The new secret was handed over, but gets no token; none was retired', fresh, old, cause);
    });

    const incomplete = 'The new secret is in use, but not every old one is retired';
    await sleep(overlap * 1000, options.signal).catch((cause: unknown) => {
      throw new RotationError(incomplete, fresh, old, cause);
    });
    // One that can't be retired doesn't keep the others alive.
    const failures = new Map<string, unknown>();
    for (const oldId of old) {
      await remove(clientId, oldId, options).catch((cause: unknown) => failures.set(oldId, cause));
    }
    const [cause] = failures.values();
    if (failures.size > 0) throw new RotationError(incomplete, fresh, [...failures.keys()], cause);
    return { clientId, secretId, retired: old };
  };
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 404) throw error;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
