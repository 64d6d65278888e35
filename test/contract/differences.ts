import type { TargetName } from './fidelity/targets.ts';

export type MockName = Exclude<TargetName, 'server'>;

/** Something in which a mock answers other than the server does. */
export interface Difference {
  readonly target: MockName;
  /** Whether the mock was asked for this answer (`Prefer`) or had to find it by itself. */
  readonly asked: boolean;
  readonly operationId: string;
  readonly status: number;
  readonly example: string;
  /** What the mock does. */
  readonly does: string;
}

/** A difference that is known, and why it is left so. What is left out fits everything. */
export interface KnownDifference {
  readonly targets: readonly MockName[];
  readonly asked?: boolean;
  readonly operationIds?: readonly string[];
  readonly examples?: readonly string[];
  readonly does: RegExp;
  readonly reason: string;
}

const answersSuccess = /^answers 20[014]:/;
const prism: readonly MockName[] = ['plain Prism'];
const both: readonly MockName[] = ['stateful mock', 'plain Prism'];

/** What each mock can't do. Whoever works against one should know this list. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    targets: both,
    operationIds: ['deleteApiKey'],
    examples: [''],
    does: /^X-Request-Id is missing$/,
    reason: 'The published 204 declares no headers; the server sends it nevertheless.',
  },
  {
    targets: ['stateful mock'],
    asked: false,
    operationIds: ['deleteApiKey'],
    examples: ['asPublished'],
    does: /^WWW-Authenticate speaks of insufficient_scope, the body of string$/,
    reason: 'The published body shows types for values; the challenge says what was wrong.',
  },
  {
    targets: prism,
    asked: false,
    examples: ['invalidToken'],
    does: answersSuccess,
    reason: 'Prism takes any token, be it expired.',
  },
  {
    targets: both,
    asked: false,
    examples: ['scopeEscalation'],
    does: answersSuccess,
    reason: 'That a caller grants only scopes that it holds stands in words alone.',
  },
  {
    targets: both,
    asked: false,
    examples: ['alreadyExpired'],
    does: answersSuccess,
    reason: 'No schema says what time it is.',
  },
  {
    targets: both,
    asked: false,
    examples: ['payloadTooLarge'],
    does: /^answers (200|400):/,
    reason: 'The limit of 16 KB stands in words alone; ours is 1 MB, plain Prism has 10 MB.',
  },
  {
    targets: both,
    asked: false,
    operationIds: ['introspectToken'],
    examples: ['insufficientScope'],
    does: answersSuccess,
    reason: 'Which scope a client needs to introspect stands in words alone.',
  },
  {
    targets: both,
    asked: false,
    examples: ['foreignToken'],
    does: answersSuccess,
    reason: 'No token of a mock says whose it is.',
  },
  {
    targets: both,
    asked: false,
    examples: ['tooManySecrets', 'lastSecret'],
    does: answersSuccess,
    reason: 'How many secrets a key has at most, and at least, stands in words alone.',
  },
  {
    targets: prism,
    does: /^Cache-Control is null/,
    reason:
      'The contract declares it on tokens and the key set only, and Prism sends what is declared. Server and mock add it.',
  },
  {
    targets: prism,
    asked: false,
    examples: ['unknownParameter'],
    does: answersSuccess,
    reason: 'Prism lets unknown query parameters pass.',
  },
  {
    targets: prism,
    asked: false,
    examples: ['insufficientScope', 'asPublished', 'notFound', 'stale', 'keyReused'],
    does: answersSuccess,
    reason: 'Prism knows no scopes (403), nor which keys there are (404, 412), nor what was sent before (422).',
  },
  {
    targets: prism,
    asked: false,
    examples: ['missingToken'],
    does: /^code is invalid_token, in its example missing_token$/,
    reason: 'Of several examples Prism takes the first, and the published first example of a 401 is invalidToken.',
  },
  {
    targets: prism,
    asked: false,
    examples: ['invalidScope', 'unsupportedGrantType', 'invalidClient'],
    does: answersSuccess,
    reason: 'Prism does not know what a token endpoint is, nor how clients authenticate there.',
  },
  {
    targets: prism,
    asked: false,
    operationIds: ['introspectToken'],
    examples: ['active'],
    does: /^has the shape \{"active":""\}/,
    reason: 'To Prism no token is live: the first example says so.',
  },
  {
    targets: prism,
    asked: false,
    operationIds: ['createApiKey'],
    examples: ['invalidRequest', 'payloadTooLarge'],
    does: /^answers 422:/,
    reason: 'Prism calls a body that does not fit a 422 wherever one is declared, whatever for.',
  },
  {
    targets: prism,
    asked: false,
    examples: ['malformedBody'],
    does: /^does not answer$/,
    reason: 'Prism leaves a request with malformed JSON without an answer.',
  },
];

/** Whether a known difference explains this one. */
export function isKnown(
  difference: Difference,
  { targets, asked, operationIds, examples, does }: KnownDifference,
): boolean {
  return (
    targets.includes(difference.target) &&
    (asked === undefined || asked === difference.asked) &&
    (operationIds === undefined || operationIds.includes(difference.operationId)) &&
    (examples === undefined || examples.includes(difference.example)) &&
    does.test(difference.does)
  );
}

/** Each explanation, for each mock that it is meant for, that explains nothing any more. */
export function idleExplanations(differences: readonly Difference[]): string[] {
  return knownDifferences.flatMap((known) =>
    known.targets
      .filter((target) => !differences.some((one) => one.target === target && isKnown(one, known)))
      .map((target) => `${target}: ${known.reason}`),
  );
}
