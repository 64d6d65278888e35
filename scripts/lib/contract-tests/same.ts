import { isDeepStrictEqual } from 'node:util';
import { isRecord } from './subschemas.ts';

/** Fields of the same name that differ, as `name: a, then b`; those that either side lacks don't count. */
export function differences(before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(before)
    .filter((name) => Object.hasOwn(after, name) && !isSame(before[name], after[name]))
    .map((name) => `${name}: ${JSON.stringify(before[name])}, then ${JSON.stringify(after[name])}`);
}

/** Equal, or the same instant in other words; in objects, the fields that both have. */
function isSame(one: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (isRecord(one) && isRecord(other)) return differences(one, other).length === 0;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/i.test(text);
  return isInstant(one) && isInstant(other) && Date.parse(one) === Date.parse(other);
}
