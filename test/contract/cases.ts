import type { Store } from '../../server/domain/store.ts';
import { exampleNames, type Operation, successOf } from './document.ts';

/** One request, and the declared answer that it brings about. */
export interface Case {
  readonly operationId: string;
  readonly status: number;
  /** The example of the answer; none, if the answer has no body. */
  readonly example: string;
  /** The example of the request that is sent as it is. */
  readonly request?: string;
  readonly call: Call;
  readonly fault?: Fault;
}

/** How a request differs from a bare one with a token that may do anything. */
export interface Call {
  readonly token?: 'valid' | 'missing' | 'expired' | 'powerless' | 'creator';
  /** Path parameters; their examples, unless said otherwise. `$new` stands for a key made for the case. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly contentType?: string;
  /** A string is sent as it is. */
  readonly body?: unknown;
}

/** A method of the store that throws. */
export interface Fault {
  readonly method: keyof Store;
  readonly kind: 'defect' | 'unavailable';
}

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const tooLong = 'x'.repeat(17 * 1024);

/** What makes each operation's store fail. */
const faults: Readonly<Record<string, keyof Store>> = {
  issueToken: 'findClient',
  getJwks: 'signingKeys',
  listApiKeys: 'listKeys',
  createApiKey: 'insertKey',
  getApiKey: 'findKeyWithSecrets',
  deleteApiKey: 'deleteKey',
  getReadiness: 'ping',
};

/** What the examples of a parameter or body don't say. */
const calls: Readonly<Record<string, Call>> = {
  deleteApiKey: { path: { clientId: '$new' } },
};

/** Answers that only their operation knows how to bring about. */
const particular: readonly Case[] = [
  ...(
    [
      [400, 'invalidRequest', { contentType: form, body: { client_id: 'somebody', client_secret: 'something' } }],
      [400, 'invalidScope', { contentType: json, body: { ...credentials(), scope: 'read:api-key fly:to-the-moon' } }],
      [400, 'unsupportedGrantType', { contentType: form, body: { ...credentials(), grant_type: 'password' } }],
      [401, 'invalidClient', { contentType: form, body: { ...credentials(), client_secret: 'wrong' } }],
      [413, 'payloadTooLarge', { contentType: json, body: { ...credentials(), padding: tooLong } }],
      [415, 'unsupportedMediaType', { contentType: 'application/xml', body: '<grant/>' }],
    ] as const
  ).map(([status, example, call]): Case => ({ operationId: 'issueToken', status, example, call })),
  ...(
    [
      [400, 'invalidRequest', { contentType: json, body: { name: '' } }],
      [400, 'malformedBody', { contentType: json, body: '{"name":' }],
      [
        403,
        'scopeEscalation',
        { token: 'creator', contentType: json, body: { name: 'Climber', scopes: ['read:api-key'] } },
      ],
      [409, 'alreadyExpired', { contentType: json, body: { name: 'Late', expiresAt: '2001-01-01T00:00:00Z' } }],
      [413, 'payloadTooLarge', { contentType: json, body: { name: tooLong } }],
      [415, 'unsupportedMediaType', { contentType: 'application/xml', body: '<key/>' }],
    ] as const
  ).map(([status, example, call]): Case => ({ operationId: 'createApiKey', status, example, call })),
  { operationId: 'getApiKey', status: 404, example: 'notFound', call: { path: { clientId: 'no such key' } } },
  { operationId: 'deleteApiKey', status: 404, example: 'asPublished', call: { path: { clientId: 'no such key' } } },
];

/** Every case: those that follow from the contract, and the particular ones. */
export function casesOf(operations: readonly Operation[]): Case[] {
  return [
    ...operations.flatMap((operation) => [...ordinary(operation), ...refused(operation), ...failing(operation)]),
    ...particular,
  ];
}

/** A call that succeeds, once for each example of the body. */
function ordinary(operation: Operation): Case[] {
  const status = successOf(operation);
  return validCalls(operation).map(([request, call]) => ({
    ...named(operation, status),
    ...(request && { request }),
    call,
  }));
}

/** Each valid call, with the name of the example that it sends. */
export function validCalls({ operationId, requestBody }: Operation): [request: string, call: Call][] {
  const call = calls[operationId] ?? {};
  const bodies = Object.entries(requestBody.content).flatMap(([contentType, { examples = {} }]) =>
    Object.entries(examples).map(([name, { value }]): [string, Call] => [name, { ...call, contentType, body: value }]),
  );
  return bodies.length > 0 ? bodies : [['', call]];
}

/** What many operations refuse: an unknown parameter, and a caller without a good token. */
function refused(operation: Operation): Case[] {
  const { operationId, security, responses } = operation;
  const [, call = {}] = validCalls(operation)[0] ?? [];
  const unknownParameter = {
    operationId,
    status: 400,
    example: 'unknownParameter',
    call: { ...call, query: 'colour=red' },
  };
  return [
    ...(exampleNames(responses[400]).includes('unknownParameter') ? [unknownParameter] : []),
    ...(security.some((scheme) => 'oauth2' in scheme)
      ? [
          { operationId, status: 401, example: 'missingToken', call: { ...call, token: 'missing' as const } },
          { operationId, status: 401, example: 'invalidToken', call: { ...call, token: 'expired' as const } },
          { ...named(operation, 403), call: { ...call, token: 'powerless' as const } },
        ]
      : []),
  ];
}

function failing(operation: Operation): Case[] {
  const method = faults[operation.operationId];
  const [, call = {}] = validCalls(operation)[0] ?? [];
  if (method === undefined) return [];
  return [
    { ...named(operation, 500), call, fault: { method, kind: 'defect' } },
    { ...named(operation, 503), call, fault: { method, kind: 'unavailable' } },
  ];
}

/** A status of an operation with the first of its examples. */
function named(
  { operationId, responses }: Operation,
  status: number,
): Pick<Case, 'operationId' | 'status' | 'example'> {
  return { operationId, status, example: exampleNames(responses[status])[0] ?? '' };
}

/** `$` stands for the first key's own. */
function credentials() {
  return { grant_type: 'client_credentials', client_id: '$clientId', client_secret: '$clientSecret' };
}
