import document from '../../generated/openapi.json' with { type: 'json' };

/** The contract's own rules, so that a key made here is one that the service could have made. */
const { NewApiKey, Scope } = document.components.schemas;
const { name: keyName, scopes: keyScopes, expiresAt: end } = NewApiKey.properties;

/** What is wrong with a name of a key or an organization. */
export function nameProblems(label: string, name: string): string[] {
  if (fits(keyName, name)) return [];
  return [
    `${label} must have 1 to ${keyName.maxLength} characters, one of them visible, and none of them a control character.`,
  ];
}

/** What is wrong with the scopes of a key. */
export function scopeProblems(scopes: readonly string[]): string[] {
  const { minItems, maxItems } = keyScopes;
  const isCountRight = scopes.length >= minItems && scopes.length <= maxItems;
  const malformed = scopes.filter((scope) => !fits(Scope, scope));
  return [
    ...(isCountRight ? [] : [`--scope must name ${minItems} to ${maxItems} scopes, not ${scopes.length}.`]),
    ...malformed.map(
      (scope) =>
        `--scope ${JSON.stringify(scope)} must have 1 to ${Scope.maxLength} visible ASCII characters, but no " and no \\.`,
    ),
  ];
}

/** What is wrong with the time at which a key ends. */
export function endProblems(text: string | undefined, now: number): string[] {
  if (text === undefined) return [];
  if (!fits(end, text) || !isOfTheCalendar(text)) {
    return [`--expires-at ${JSON.stringify(text)} must be a time in UTC, such as 2030-12-31T00:00:00Z.`];
  }
  return Date.parse(text) > now ? [] : [`--expires-at ${text} must be in the future.`];
}

/** Lengths are counted in code points, as JSON Schema does. */
function fits({ pattern, maxLength }: { pattern: string; maxLength: number }, text: string): boolean {
  return new RegExp(pattern, 'u').test(text) && [...text].length <= maxLength;
}

/** Date takes 30 February for 2 March. */
function isOfTheCalendar(text: string): boolean {
  const time = new Date(text);
  return !Number.isNaN(time.valueOf()) && time.toISOString().slice(0, 19) === text.slice(0, 19);
}
