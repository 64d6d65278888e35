/** Something in which the mock answers other than the server does. */
export interface Difference {
  /** Whether the mock was asked for this answer (`Prefer`) or had to find it by itself. */
  readonly asked: boolean;
  readonly operationId: string;
  readonly status: number;
  readonly example: string;
  /** What the mock does. */
  readonly mock: string;
}

/** A difference that is known, and why it is left so. What is left out fits everything. */
export interface KnownDifference {
  readonly asked?: boolean;
  readonly operationIds?: readonly string[];
  readonly examples?: readonly string[];
  readonly mock: RegExp;
  readonly reason: string;
}

const answersSuccess = /^answers 20[014]$/;

/** What Prism can't do. Whoever works against the mock should know this list. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    mock: /^Cache-Control is null/,
    reason:
      'The server adds it to every answer; the contract declares it on tokens only, and Prism sends what is declared.',
  },
  {
    operationIds: ['deleteApiKey'],
    examples: [''],
    mock: /^X-Request-Id is missing$/,
    reason: 'The published 204 declares no headers; the server sends it nevertheless.',
  },
  {
    asked: false,
    examples: ['unknownParameter'],
    mock: answersSuccess,
    reason: 'Prism lets unknown query parameters pass.',
  },
  {
    asked: false,
    examples: ['invalidToken'],
    mock: answersSuccess,
    reason: 'Prism wants a bearer token to be there and does not look into it.',
  },
  {
    asked: false,
    examples: ['insufficientScope', 'scopeEscalation'],
    mock: answersSuccess,
    reason: 'Prism knows no scopes.',
  },
  {
    asked: false,
    operationIds: ['deleteApiKey'],
    examples: ['asPublished'],
    mock: answersSuccess,
    reason: 'Prism knows neither scopes (403) nor which keys there are (404).',
  },
  {
    asked: false,
    examples: ['notFound'],
    mock: answersSuccess,
    reason: 'Prism keeps no state: every key exists.',
  },
  {
    asked: false,
    examples: ['missingToken'],
    mock: /^code is invalid_token, in its example missing_token$/,
    reason: 'Of several examples Prism takes the first, and the published first example of a 401 is invalidToken.',
  },
  {
    asked: false,
    operationIds: ['issueToken'],
    examples: ['invalidScope', 'unsupportedGrantType', 'invalidClient'],
    mock: answersSuccess,
    reason:
      'No schema says which scopes, grant types and credentials there are: RFC 6749 has codes of its own for them.',
  },
  {
    asked: false,
    operationIds: ['createApiKey'],
    examples: ['alreadyExpired'],
    mock: answersSuccess,
    reason: 'No schema says what time it is.',
  },
  {
    asked: false,
    operationIds: ['createApiKey'],
    examples: ['malformedBody'],
    mock: /^does not answer$/,
    reason: 'Prism leaves a request with malformed JSON without an answer.',
  },
  {
    asked: false,
    examples: ['payloadTooLarge'],
    mock: /^answers (200|400)$/,
    reason: 'Prism knows no limit to a body: it checks the long one against the schema.',
  },
];

/** Whether a known difference explains this one. */
export function isKnown(difference: Difference, { asked, operationIds, examples, mock }: KnownDifference): boolean {
  return (
    (asked === undefined || asked === difference.asked) &&
    (operationIds === undefined || operationIds.includes(difference.operationId)) &&
    (examples === undefined || examples.includes(difference.example)) &&
    mock.test(difference.mock)
  );
}

/** The table: why the mock differs, what it does, and where. */
export function differenceTable(differences: readonly Difference[]): string {
  const groups = Map.groupBy(
    differences,
    (one) => knownDifferences.find((known) => isKnown(one, known))?.reason ?? 'UNEXPLAINED',
  );
  const lines = [...groups].map(([reason, group]) => {
    const deeds = new Set(group.map(({ asked, mock }) => `${mock}${asked ? ' (asked for)' : ''}`));
    const places = new Set(
      group.map(({ operationId, status, example }) => `${operationId} ${status} ${example}`.trimEnd()),
    );
    const [first] = places;
    const where = places.size > 8 ? `${places.size} answers, such as ${first}` : [...places].join(', ');
    return `${reason}\n    mock:  ${[...deeds].join(', ')}\n    where: ${where}`;
  });
  return ['Where the mock differs from the server', ...lines].join('\n');
}
