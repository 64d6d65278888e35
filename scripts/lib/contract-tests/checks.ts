/** What can be held against a server, by id. */
interface Check {
  readonly asserts: string;
  /** Off where contracts seldom say so; turned on by name. */
  readonly isOff?: true;
}

export const checks = {
  example: { asserts: 'each example of the document fits its schema' },
  answers: { asserts: 'the server answers, in time and without cutting the connection' },
  'server-error': { asserts: 'no request is answered with a 5xx' },
  status: { asserts: 'each answer has a declared status' },
  header: { asserts: 'the declared headers are there, if required, and fit' },
  'media-type': { asserts: 'each body is of a declared media type' },
  'no-body': { asserts: 'there is no body where none is declared' },
  body: { asserts: 'each body fits its schema' },
  closed: { asserts: 'no answer has a property that is not declared', isOff: true },
  'house-rules': { asserts: 'each answer keeps the rules that were given' },
  accept: { asserts: 'what fits the contract is not refused as invalid' },
  refuse: { asserts: 'what breaks the contract is refused with a 4xx' },
  format: { asserts: 'a text that is not of the declared format is refused' },
  malformed: { asserts: 'a body that cannot be read is refused with a 4xx' },
  'other-media-type': { asserts: 'a body of another media type is a 415' },
  'missing-body': { asserts: 'a required body that is missing is refused with a 4xx' },
  method: { asserts: 'a method that a path does not have is a 405 that names those it has in Allow' },
  'unknown-parameter': { asserts: 'a query parameter that is not declared is refused with a 400', isOff: true },
  'not-found': { asserts: 'what was never made is a 404, where that is declared' },
  'auth-accepted': { asserts: 'the given credentials are not answered with a 401' },
  'auth-missing': { asserts: 'a call without credentials is a 401' },
  'auth-invalid': { asserts: 'a call with credentials that nobody has is a 401' },
  'auth-scope': { asserts: 'a call whose token lacks a scope is a 403' },
  'auth-enough': { asserts: 'a call whose token has exactly the scopes needed is let in' },
  location: { asserts: 'the Location of something new leads to it' },
  'read-back': { asserts: 'what was made or changed reads as it was answered' },
  echo: { asserts: 'what was sent is what is kept' },
  listed: { asserts: 'what was made is in the list' },
  deleted: { asserts: 'what was deleted is gone' },
  link: { asserts: 'the links of an answer can be followed' },
} as const satisfies Readonly<Record<string, Check>>;

export type CheckId = keyof typeof checks;

/** The checks that are on: the usual ones and those turned on, without those to skip. */
export function activeChecks(enable: readonly CheckId[] = [], skip: readonly CheckId[] = []): ReadonlySet<CheckId> {
  const all = Object.entries(checks) as [CheckId, Check][];
  const usual = all.filter(([, { isOff }]) => !isOff).map(([id]) => id);
  return new Set([...usual, ...enable].filter((id) => !skip.includes(id)));
}

export function isCheckId(text: string): text is CheckId {
  return Object.hasOwn(checks, text);
}
