import { DomainError } from './errors.ts';

/** Lets its holder grant scopes that it doesn't hold itself. */
export const grantAny = 'grant:scope';

/** Lets its holder ask about any token of its organization. */
export const introspectAny = 'introspect:token';

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

/** Whether whoever holds these scopes may hand the wanted ones on. */
export function mayGrant(held: readonly string[], wanted: readonly string[]): boolean {
  return held.includes(grantAny) || includesAll(held, wanted);
}

/** @throws {DomainError} `insufficient_scope`, which names what is needed */
export function requireScopes(held: readonly string[], needed: readonly string[]): void {
  if (!includesAll(held, needed)) throw new DomainError('insufficient_scope', { scopes: needed });
}
