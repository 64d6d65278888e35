import { Refusal } from '../refusal.ts';
import type { MockRequest } from '../types.ts';
import type { Entry } from './store.ts';

/** The entity tag of a thing as it is now (RFC 9110 §8.8.3). */
export function entityTag({ revision }: Entry): string {
  return `"${revision}"`;
}

/**
 * Holds a request to its If-Match (RFC 9110 §13.1.1), where the operation declares a 412.
 *
 * @throws {Refusal} 412 if the thing is another by now
 */
export function checkIfMatch({ route, headers }: MockRequest, entry: Entry | undefined): void {
  const { 'if-match': wanted } = headers;
  if (!entry || wanted === undefined || wanted.trim() === '*' || !route.operation.responses?.[412]) return;
  const tags: readonly string[] = wanted.match(/(?:W\/)?"[^"]*"/g) ?? [];
  if (tags.includes(entityTag(entry))) return;
  const hints = ['preconditionFailed', 'stale', 'conflict'];
  throw new Refusal(412, `The thing is at ${entityTag(entry)} by now.`, { hints });
}
