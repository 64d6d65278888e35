import type { Store } from '../../server/domain/store.ts';

/** What nobody may see in the wrong place, by what it is. */
export class KnownSecrets {
  readonly #known = new Map<string, string>();

  note(what: string, text: string): void {
    this.#known.set(text, what);
  }

  /** However somebody might write them. */
  noteBytes(what: string, bytes: Uint8Array): void {
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      this.note(`${what} in ${encoding}`, Buffer.from(bytes).toString(encoding));
    }
    this.note(`${what} as numbers`, bytes.join(','));
  }

  /** The token, and the part of it without which it is worth nothing. */
  noteToken(token: string): void {
    this.note('a token', token);
    this.note("a token's signature", token.slice(token.lastIndexOf('.') + 1));
  }

  /** What of all this is in a text. */
  foundIn(text: string): string[] {
    return [...this.#known].filter(([secret]) => text.includes(secret)).map(([, what]) => what);
  }
}

export type Fault = 'defect' | 'outage';

/**
 * The store, which notes the digests that pass, and fails when it is told to, by errors that hold all that it was given.
 *
 * @param failAt asked at each question
 * @param outage makes the error of a store that can't be reached
 */
export function watched(
  store: Store,
  digests: KnownSecrets,
  failAt: () => Fault | undefined,
  outage: (cause: Error) => Error,
): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]) => {
        const note = (value: unknown) => {
          for (const digest of digestsOf(value)) digests.noteBytes('a digest', digest);
        };
        parameters.forEach(note);
        const fault = failAt();
        const error = Object.assign(new Error('The store failed'), { parameters, body: JSON.stringify(parameters) });
        if (fault) throw fault === 'outage' ? outage(error) : error;
        const result: unknown = await method.apply(target, parameters);
        note(result);
        return result;
      };
    },
  });
}

interface Stored {
  readonly digest: Buffer;
}

function digestsOf(value: unknown): Buffer[] {
  if (typeof value !== 'object' || value === null) return [];
  const { secret, secrets = [] } = value as { secret?: Stored; secrets?: readonly Stored[] };
  return [...secrets, ...(secret ? [secret] : [])].map(({ digest }) => digest);
}
