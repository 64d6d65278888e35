import type { Mutant } from './mutant.ts';

/** Mutants that nobody could tell from the true service by what it answers, and why. */
interface Equivalent {
  readonly kinds: readonly string[];
  /** The beginning of the place. */
  readonly place: string;
  readonly reason: string;
}

const newKey = '/components/schemas/NewApiKey';
const tokenRequest = '/components/schemas/TokenRequest';

/** What makes a difference only where there is a date. */
const dates = [
  'a date is a number',
  'a date is in words',
  'a date has no zone',
  'a date has no time',
  'a date is a day late',
  'a date is forgotten',
];

export const equivalents: readonly Equivalent[] = [
  {
    kinds: ['minLength is gone'],
    place: `${newKey}/properties/name`,
    reason: 'The pattern of a name asks for a character, too.',
  },
  {
    kinds: ['pattern lets in more'],
    place: `${newKey}/properties/expiresAt`,
    reason: 'The format date-time lets nothing stand before or behind a time.',
  },
  {
    kinds: ['the type is not looked at', 'null is let in'],
    place: `${newKey}/properties/scopes/items`,
    reason: 'The type of an item stands in the schema Scope as well.',
  },
  {
    kinds: ['the type is not looked at', 'null is let in'],
    place: '/components/schemas/Scope',
    reason: 'The type of an item stands beside the reference to Scope as well.',
  },
  {
    kinds: ['a required member is optional'],
    place: `${tokenRequest} grant_type`,
    reason: 'The token endpoint itself asks for a grant type: an empty one counts as omitted.',
  },
  {
    kinds: ['null is let in'],
    place: `${tokenRequest}/properties/grant_type`,
    reason: 'The token endpoint itself refuses a grant type that is empty, as it refuses null.',
  },
  {
    kinds: ['a member is not known', 'a member has another name'],
    place: tokenRequest,
    reason: 'The schema is open, and holds every other member to the same type.',
  },
  {
    kinds: ['the type is not looked at', 'null is let in'],
    place: '/paths/~1api-keys~1{clientId}/parameters/0/schema',
    reason: 'Whatever stands in a path is a text.',
  },
  {
    kinds: ['null is let in'],
    place: '/paths/~1api-keys/get/parameters',
    reason: 'No query parameter is null: an empty one is refused as a number.',
  },
  { kinds: ['a list keeps one item'], place: 'issueToken', reason: 'No member of a token request is a list.' },
  {
    kinds: ['a list is in reverse'],
    place: 'getServerMetadata 200 /grant_types_supported',
    reason: 'There is one grant type.',
  },
  { kinds: ['a list is in reverse'], place: 'getJwks 200 /keys', reason: 'There is one signing key.' },
  { kinds: ['a list is in reverse'], place: 'getApiKey 200 /secrets', reason: 'A key has one secret.' },
  { kinds: dates, place: 'getApiKey 200 /secrets/*/expiresAt', reason: 'No secret has an end.' },
  { kinds: dates, place: 'createApiKey 201 /lastUsedAt', reason: 'A new key was never used.' },
  ...[
    'getServerMetadata',
    'getJwks',
    'listApiKeys',
    'createApiKey',
    'getApiKey',
    'deleteApiKey',
    'getLiveness',
    'getReadiness',
  ].map((operationId) => ({
    kinds: ['a list is in reverse'],
    place: `${operationId} 400 /errors`,
    reason: 'The contract promises no order of the parts that are invalid.',
  })),
  ...['issueToken', 'getJwks', 'listApiKeys', 'createApiKey', 'getApiKey', 'deleteApiKey', 'getReadiness'].map(
    (operationId) => ({
      kinds: ['a status is not declared'],
      place: `${operationId} 500`,
      reason: 'A failure is answered with 500 whether or not that is declared.',
    }),
  ),
  {
    kinds: ['a parameter is required'],
    place: 'listApiKeys',
    reason: 'Its default stands in for a parameter that is missing, before anyone asks whether it is there.',
  },
];

/** Why a mutant is no mutant, if it isn't one. */
export function equivalentOf({ kind, place }: Mutant): Equivalent | undefined {
  return equivalents.find((known) => known.kinds.includes(kind) && isAt(place, known.place));
}

function isAt(place: string, start: string): boolean {
  return place === start || (place.startsWith(start) && !/\w/.test(place[start.length] ?? ''));
}
