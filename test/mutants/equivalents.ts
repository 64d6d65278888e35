import type { Mutant } from './mutant.ts';

/** Mutants that nobody could tell from the true service by what it answers, and why. */
interface Equivalent {
  readonly kinds: readonly string[];
  /** The beginning of the place. */
  readonly place: string;
  readonly reason: string;
}

const schemas = '/components/schemas';
const names = [`${schemas}/NewApiKey/properties/name`, `${schemas}/ApiKeyPatch/properties/name`];
const scopeItems = [`${schemas}/NewApiKey/properties/scopes/items`, `${schemas}/ApiKeyPatch/properties/scopes/items`];
const times = [
  ...['NewApiKey', 'ApiKeyPatch', 'NewSecret'].map((schema) => `${schemas}/${schema}/properties/expiresAt`),
  `${schemas}/Time`,
];
const clientRequests = [`${schemas}/TokenRequest`, `${schemas}/TokenQuestion`];
const clientEndpoints = ['issueToken', 'introspectToken', 'revokeToken'];
const keyPath = '/paths/~1api-keys~1{clientId}';
/** Parameters that are texts, wherever they stand. */
const textParameters = [
  `${keyPath}/parameters/0/schema`,
  `${keyPath}~1secrets/parameters/0/schema`,
  `${keyPath}~1secrets~1{secretId}/parameters/0/schema`,
  `${keyPath}~1secrets~1{secretId}/parameters/1/schema`,
  `${keyPath}/patch/parameters/0/schema`,
  '/paths/~1api-keys/post/parameters/0/schema',
  '/paths/~1api-keys/get/parameters/3/schema',
  '/paths/~1audit-logs/get/parameters/4/schema',
  '/paths/~1audit-logs/get/parameters/5/schema',
  `${schemas}/Cursor`,
  `${schemas}/Time`,
];

/** What makes a difference only where there is a date. */
const dates = [
  'a text is a number',
  'a text is a list',
  'a text is empty',
  'a date is a number',
  'a date is in words',
  'a date has no zone',
  'a date has no time',
  'a date is a day late',
  'a date is forgotten',
];

export const equivalents: readonly Equivalent[] = [
  ...at(names, {
    kinds: ['minLength is gone'],
    reason: 'The pattern of a name asks for a character, too.',
  }),
  ...at(times, {
    kinds: ['pattern lets in more'],
    reason: 'The format date-time lets nothing stand before or behind a time.',
  }),
  ...at(scopeItems, {
    kinds: ['the type is not looked at', 'null is let in'],
    reason: 'The type of an item stands in the schema Scope as well.',
  }),
  {
    kinds: ['the type is not looked at', 'null is let in'],
    place: `${schemas}/Scope`,
    reason: 'The type of an item stands beside the reference to Scope as well.',
  },
  {
    kinds: ['maxLength is one too many', 'maxLength is gone'],
    place: `${schemas}/Cursor`,
    reason: 'The pattern of a cursor lets in no more characters than that.',
  },
  {
    kinds: ['minLength is gone'],
    place: '/paths/~1api-keys/post/parameters/0/schema',
    reason: 'The pattern of an Idempotency-Key asks for a character, too.',
  },
  ...at(['/paths/~1api-keys/get/parameters', '/paths/~1audit-logs/get/parameters'], {
    kinds: ['minLength is gone'],
    reason: 'The validator refuses a query parameter without a value, whatever its schema.',
  }),
  ...at([`${clientRequests[0]} grant_type`, `${clientRequests[1]} token`], {
    kinds: ['a required member is optional'],
    reason: 'The endpoint itself asks for it: one that is empty counts as omitted.',
  }),
  ...at([`${clientRequests[0]}/properties/grant_type`, `${clientRequests[1]}/properties/token`], {
    kinds: ['null is let in'],
    reason: 'The endpoint itself refuses one that is empty, as it refuses null.',
  }),
  {
    kinds: ['minLength is gone'],
    place: `${schemas}/TokenQuestion/properties/token`,
    reason: 'The endpoint itself refuses a token that is empty.',
  },
  ...at(clientRequests, {
    kinds: ['a member is not known', 'a member has another name'],
    reason: 'The schema is open, and holds every other member to the same type.',
  }),
  ...at(textParameters, {
    kinds: ['the type is not looked at', 'null is let in'],
    reason: 'Whatever stands in a path, a query or a header is a text.',
  }),
  ...at(['/paths/~1api-keys/get/parameters', '/paths/~1audit-logs/get/parameters'], {
    kinds: ['null is let in'],
    reason: 'No query parameter is null: an empty one is refused.',
  }),
  ...at([...clientEndpoints, 'createApiKey'], {
    kinds: ['a body may be missing'],
    reason: 'The validator refuses a body that is missing where its schema asks for a member.',
  }),
  ...at([...clientEndpoints, 'createSecret'], {
    kinds: ['a list keeps one item'],
    reason: 'No member of such a request is a list.',
  }),
  {
    kinds: ['a list is in reverse'],
    place: 'getServerMetadata 200 /grant_types_supported',
    reason: 'There is one grant type.',
  },
  { kinds: ['a list is in reverse'], place: 'getJwks 200 /keys', reason: 'There is one signing key.' },
  { kinds: ['a list is in reverse'], place: 'introspectToken 200 /aud', reason: 'There is one audience.' },
  ...at(['listAuditLogs 200 /auditLogs/*/before/secrets', 'listAuditLogs 200 /auditLogs/*/after/secrets'], {
    kinds: ['a list is in reverse'],
    reason: 'The contract promises no order of the secrets that an entry shows.',
  }),
  ...at(['createApiKey 201 /lastUsedAt', 'createSecret 201 /lastUsedAt'], {
    kinds: dates,
    reason: 'What is new was never used.',
  }),
  ...at(
    [
      'getServerMetadata',
      'getJwks',
      'listApiKeys',
      'createApiKey',
      'getApiKey',
      'updateApiKey',
      'deleteApiKey',
      'createSecret',
      'deleteSecret',
      'listAuditLogs',
      'getLiveness',
      'getReadiness',
    ].map((operationId) => `${operationId} 400 /errors`),
    {
      kinds: ['a list is in reverse'],
      reason: 'The contract promises no order of the parts that are invalid.',
    },
  ),
  ...at(
    [
      ...clientEndpoints,
      'getJwks',
      'listApiKeys',
      'createApiKey',
      'getApiKey',
      'updateApiKey',
      'deleteApiKey',
      'createSecret',
      'deleteSecret',
      'listAuditLogs',
      'getReadiness',
    ].map((operationId) => `${operationId} 500`),
    {
      kinds: ['a status is not declared'],
      reason: 'A failure is answered with 500 whether or not that is declared.',
    },
  ),
  ...at(['listApiKeys limit', 'listApiKeys offset', 'listAuditLogs limit'], {
    kinds: ['a parameter is required'],
    reason: 'Its default stands in for a parameter that is missing, before anyone asks whether it is there.',
  }),
];

/** The same of several places. */
function at(places: readonly string[], equivalent: Omit<Equivalent, 'place'>): Equivalent[] {
  return places.map((place) => ({ ...equivalent, place }));
}

/** Why a mutant is no mutant, if it isn't one. */
export function equivalentOf({ kind, place }: Mutant): Equivalent | undefined {
  return equivalents.find((known) => known.kinds.includes(kind) && isAt(place, known.place));
}

function isAt(place: string, start: string): boolean {
  return place === start || (place.startsWith(start) && !/\w/.test(place[start.length] ?? ''));
}
