import type { Call, Case } from './cases.ts';

/** Status and example of an answer, and what brings it about. */
type Row = readonly [status: number, example: string, call: Call, rest?: Pick<Case, 'before' | 'fault'>];

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const xml = { contentType: 'application/xml', body: '<body/>' };
const tooLong = 'x'.repeat(17 * 1024);
const credentials = { client_id: '$clientId', client_secret: '$clientSecret' };
const grant = { ...credentials, grant_type: 'client_credentials' };
const past = '2001-01-01T00:00:00Z';
const noKey = { clientId: 'no such key' };
const newKey = { clientId: '$newKey' };
/** The same each time: a repeat of the whole case changes nothing. */
const idempotent = { 'Idempotency-Key': 'of-a-case' };

/** Answers that only their operation knows how to bring about. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  issueToken: [
    [400, 'invalidRequest', { contentType: form, body: credentials }],
    [400, 'invalidScope', { contentType: json, body: { ...grant, scope: 'read:api-key fly:to-the-moon' } }],
    [400, 'unsupportedGrantType', { contentType: form, body: { ...grant, grant_type: 'password' } }],
    ...clientRefusals(grant),
  ],
  introspectToken: [
    [200, 'active', { contentType: form, body: { ...credentials, token: '$token' } }],
    [400, 'missingToken', { contentType: form, body: credentials }],
    [
      403,
      'insufficientScope',
      { contentType: form, body: { client_id: '$powerlessId', client_secret: '$powerlessSecret', token: '$token' } },
    ],
    ...clientRefusals({ ...credentials, token: 'any' }),
  ],
  revokeToken: [
    [400, 'missingToken', { contentType: form, body: credentials }],
    [400, 'foreignToken', { contentType: form, body: { ...credentials, token: '$foreignToken' } }],
    ...clientRefusals({ ...credentials, token: 'any' }),
  ],
  createApiKey: [
    ...bodyRefusals({ name: '' }),
    [403, 'scopeEscalation', sent({ name: 'Climber', scopes: ['read:api-key'] }, { token: 'creator' })],
    [409, 'alreadyExpired', sent({ name: 'Late', expiresAt: past })],
    [
      409,
      'stillRunning',
      sent({ name: 'Patient' }, { headers: idempotent }),
      {
        before: sent({ name: 'Patient' }, { headers: idempotent }),
        fault: { kind: 'held', method: 'findAnswer' },
      },
    ],
    [
      422,
      'keyReused',
      sent({ name: 'Another' }, { headers: idempotent }),
      { before: sent({ name: 'Patient' }, { headers: idempotent }) },
    ],
  ],
  getApiKey: [[404, 'notFound', { path: noKey }]],
  updateApiKey: [
    ...bodyRefusals({ name: '' }, { path: newKey }),
    [403, 'scopeEscalation', sent({ scopes: ['fly:to-the-moon'] }, { path: newKey, token: 'updater' })],
    [404, 'notFound', sent({ name: 'Nobody' }, { path: noKey })],
    [409, 'alreadyExpired', sent({ expiresAt: past }, { path: newKey })],
    [412, 'stale', sent({ name: 'Late' }, { path: newKey, headers: { 'If-Match': '"0"' } })],
  ],
  deleteApiKey: [[404, 'asPublished', { path: noKey }]],
  createSecret: [
    ...bodyRefusals({ previousExpiresIn: -1 }, { path: newKey }),
    [403, 'scopeEscalation', sent({}, { path: newKey, token: 'updater' })],
    [404, 'notFound', sent({}, { path: noKey })],
    [409, 'tooManySecrets', sent({}, { path: { clientId: '$fullKey' } })],
    [409, 'alreadyExpired', sent({ expiresAt: past }, { path: newKey })],
  ],
  deleteSecret: [
    [404, 'notFound', { path: noKey }],
    [409, 'lastSecret', { path: { ...newKey, secretId: '$firstSecret' } }],
  ],
};

export const particularCases: readonly Case[] = Object.entries(rows).flatMap(([operationId, ofOperation]) =>
  ofOperation.map(([status, example, call, rest]): Case => ({ operationId, status, example, call, ...rest })),
);

/** What each OAuth endpoint refuses of a client. */
function clientRefusals(body: object): Row[] {
  return [
    [401, 'invalidClient', { contentType: form, body: { ...body, client_secret: 'wrong' } }],
    [413, 'payloadTooLarge', { contentType: json, body: { ...body, padding: tooLong } }],
    [415, 'unsupportedMediaType', xml],
  ];
}

/** What is refused of every JSON body. */
function bodyRefusals(invalid: object, call: Call = {}): Row[] {
  return [
    [400, 'invalidRequest', sent(invalid, call)],
    [400, 'malformedBody', { ...call, contentType: json, body: '{"name":' }],
    [413, 'payloadTooLarge', sent({ name: tooLong }, call)],
    [415, 'unsupportedMediaType', { ...call, ...xml }],
  ];
}

function sent(body: object, call: Call = {}): Call {
  return { ...call, contentType: json, body };
}
