/** Lets its holder grant scopes that it doesn't hold itself. */
export const grantAny = 'grant:scope';

/** The scope-tokens of a `scope` parameter (RFC 6749 §3.3), each once, in order. */
export function parseScopes(text: string): string[] {
  return [...new Set(text.split(' ').filter((scope) => scope !== ''))];
}

/** The scopes that are in both, in the order of the first. */
export function intersect(scopes: readonly string[], others: readonly string[]): string[] {
  return scopes.filter((scope) => others.includes(scope));
}

export function includesAll(scopes: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((scope) => scopes.includes(scope));
}
