/** Names a state of a key (RFC 9110 §8.8.3). */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}

/**
 * Whether an `If-Match` lets a revision through (RFC 9110 §13.1.1). Weak tags never match, since a state must be the very
 * one; without the header anything goes.
 */
export function fitsIfMatch(header: string | undefined): (revision: number) => boolean {
  if (header === undefined || header === '*') return () => true;
  const tags: readonly string[] = header.match(/(W\/)?"[^"]*"/g) ?? [];
  return (revision) => tags.includes(entityTag(revision));
}
