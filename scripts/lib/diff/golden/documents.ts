import type { Impact } from '../change.ts';

/** A change of what stands above the operations. All of them are made to one document, told apart by their place. */
export interface DocumentCase {
  readonly name: string;
  /** Where the fragment goes, and where its changes are found. */
  readonly at: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly expected: Impact;
  readonly why: string;
}

type Row = readonly [at: string, name: string, before: unknown, after: unknown, expected: Impact, why: string];

const text = { type: 'string' };
const flow = (fields: object) => ({
  type: 'oauth2',
  flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { read: 'r' }, ...fields } },
});
const keyed = (name: string) => ({ parameters: [{ name, in: 'path', required: true, schema: text }], ...answer });
const answer = { get: { operationId: 'getThing', responses: { 204: { description: 'ok' } } } };
const hook = (schema: object) => ({
  post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 204: { description: 'ok' } } },
});

const table: readonly Row[] = [
  [
    'openapi',
    'the document follows another patch of OpenAPI',
    '3.1.0',
    '3.1.1',
    'patch',
    'Only tools that read documents can tell.',
  ],
  [
    'components/securitySchemes/flows',
    'a way to get tokens is removed',
    {
      type: 'oauth2',
      flows: { ...flow({}).flows, implicit: { authorizationUrl: 'https://example.com/a', scopes: {} } },
    },
    flow({}),
    'major',
    'Clients that use it get none.',
  ],
  ['info/title', 'the title changes', 'One', 'Other', 'patch', 'No program reads it.'],
  [
    'info/version',
    'the version changes',
    '1.0.0',
    '1.1.0',
    'none',
    'It tells of the other changes, and is none itself.',
  ],
  ['info/description', 'the description changes', 'a', 'b', 'patch', 'No program reads it.'],
  [
    'tags',
    'a tag is described in other words',
    [{ name: 'a', description: 'a' }],
    [{ name: 'a', description: 'b' }],
    'patch',
    'No program reads it.',
  ],
  [
    'servers',
    'a server is added',
    [{ url: 'https://one.example' }],
    [{ url: 'https://one.example' }, { url: 'https://quite.another.test/v1' }],
    'minor',
    'The known one is still there.',
  ],
  [
    'components/securitySchemes/unused',
    'a scheme that nothing asks for is removed',
    { type: 'http', scheme: 'basic' },
    undefined,
    'patch',
    'Nobody could come with it.',
  ],
  [
    'components/securitySchemes/brandNewMutualTls',
    'a scheme is added',
    undefined,
    { type: 'mutualTLS' },
    'patch',
    'Operations that take it tell of it.',
  ],
  [
    'components/securitySchemes/oauth',
    'the token address changes',
    flow({}),
    flow({ tokenUrl: 'https://example.com/other' }),
    'major',
    'Clients ask for tokens at the old one.',
  ],
  [
    'components/securitySchemes/bearer',
    'a scheme is of another kind',
    { type: 'http', scheme: 'bearer' },
    { type: 'http', scheme: 'digest' },
    'major',
    'Callers prove who they are in the old way.',
  ],
  [
    'components/securitySchemes/described',
    'a scheme is described in other words',
    { type: 'http', scheme: 'basic', description: 'a' },
    { type: 'http', scheme: 'basic', description: 'b' },
    'patch',
    'No program reads it.',
  ],
  [
    'webhooks/sentEnum',
    'a webhook sends a further enum value',
    hook({ enum: ['a'] }),
    hook({ enum: ['a', 'b'] }),
    'major',
    'Its receivers meet one that they do not know.',
  ],
  [
    'webhooks/somethingElseEntirely',
    'a webhook is removed',
    hook(text),
    undefined,
    'major',
    'Its receivers wait for ever.',
  ],
];

export const documentCases: readonly DocumentCase[] = table.map(([at, name, before, after, expected, why]) => ({
  name,
  at: at.split('/'),
  before,
  after,
  expected,
  why,
}));

/** Cases whose place has another name afterwards: each is a path of its own. */
export const renamedPaths = [
  {
    name: 'a path parameter is renamed',
    before: { '/things/{id}': keyed('id') },
    after: { '/things/{thingId}': keyed('thingId') },
    expected: 'major',
    why: 'Requests are the same, but programs built on a generated client pass the old argument.',
  },
  {
    name: 'a path is renamed',
    before: { '/customers': answer },
    after: { '/customer': answer },
    expected: 'major',
    why: 'Callers get a 404.',
  },
] as const;
