import type { OpenApiDocument } from '../../document.ts';

const json = (schema: object, example?: unknown) => ({
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});
const answer = (description: string, schema?: object, example?: unknown) => ({
  description,
  ...(schema && json(schema, example)),
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const problem = answer('A problem.', ref('Problem'));
const parameter = (name: string, place: string, schema: object) => ({
  name,
  in: place,
  ...(place === 'path' && { required: true }),
  schema,
});

const author = {
  id: 7,
  name: 'Ursula',
  born: '1929-10-21',
  passcode: 'x',
  createdAt: '2020-01-01T00:00:00Z',
  motto: null,
};

/**
 * What the examples of others don't have together: nested resources, envelopes, page numbers, cursors and links, what
 * is read only and write only, every kind of credential, and servers with a base path.
 */
export const library = {
  openapi: '3.0.3',
  info: { title: 'Library', version: '1' },
  servers: [{ url: 'https://{region}.example.com/v2/', variables: { region: { default: 'eu' } } }],
  paths: {
    '/authors': {
      get: {
        operationId: 'listAuthors',
        parameters: [
          parameter('page', 'query', { type: 'integer', minimum: 1, default: 1 }),
          parameter('per_page', 'query', { type: 'integer', minimum: 1, default: 2 }),
          parameter('name', 'query', { type: 'string' }),
        ],
        responses: {
          200: answer('Authors.', ref('AuthorPage'), {
            data: [{ id: 7, name: 'Ursula', createdAt: '2020-01-01T00:00:00Z', motto: null }],
            page: { page: 1, per_page: 2, total_pages: 1, total: 1, has_more: false },
            next: '/authors?page=2',
          }),
        },
      },
      post: {
        operationId: 'createAuthor',
        requestBody: { required: true, ...json(ref('NewAuthor')) },
        responses: {
          201: {
            ...answer('Made.', { type: 'object', properties: { data: ref('Author') } }),
            headers: { Location: { schema: { type: 'string' } } },
          },
          409: problem,
        },
      },
    },
    '/authors/{author_id}': {
      parameters: [parameter('author_id', 'path', { type: 'integer' })],
      get: {
        operationId: 'getAuthor',
        responses: {
          200: answer('One.', { type: 'object', properties: { data: ref('Author') } }, { data: author }),
          404: problem,
        },
      },
      put: {
        operationId: 'putAuthor',
        requestBody: { required: true, ...json(ref('NewAuthor')) },
        responses: { 200: answer('Put.', { type: 'object', properties: { data: ref('Author') } }), 404: problem },
      },
      patch: {
        operationId: 'patchAuthor',
        requestBody: { content: { 'application/merge-patch+json': { schema: { type: 'object' } } } },
        responses: { 200: answer('Patched.', { type: 'object', properties: { data: ref('Author') } }), 404: problem },
      },
      delete: {
        operationId: 'deleteAuthor',
        responses: { 200: answer('Gone.', { type: 'object', properties: { data: ref('Author') } }), 404: problem },
      },
    },
    '/authors/{author_id}/books': {
      parameters: [parameter('author_id', 'path', { type: 'integer' })],
      get: {
        operationId: 'listBooks',
        parameters: [
          parameter('cursor', 'query', { type: 'string' }),
          parameter('limit', 'query', { type: 'integer', default: 2 }),
        ],
        responses: {
          200: answer(
            'Books.',
            {
              type: 'object',
              required: ['items'],
              properties: {
                items: { type: 'array', items: ref('Book') },
                next_cursor: { type: 'string', nullable: true },
              },
            },
            { items: [{ isbn: 'B-001', author_id: 7, title: 'The Dispossessed' }], next_cursor: 'x' },
          ),
          404: problem,
        },
      },
      post: {
        operationId: 'createBook',
        requestBody: { required: true, ...json(ref('Book')) },
        responses: { 201: answer('Made.', ref('Book')), 404: problem },
      },
    },
    '/authors/{author_id}/books/{isbn}': {
      parameters: [parameter('author_id', 'path', { type: 'integer' }), parameter('isbn', 'path', { type: 'string' })],
      get: { operationId: 'getBook', responses: { 200: answer('One.', ref('Book')), 404: problem } },
      put: {
        operationId: 'putBook',
        requestBody: { required: true, ...json(ref('Book')) },
        responses: { 200: answer('Put.', ref('Book')), 201: answer('Made.', ref('Book')) },
      },
      delete: { operationId: 'deleteBook', responses: { 204: { description: 'Gone.' } } },
    },
    '/authors/{author_id}/portrait': {
      parameters: [parameter('author_id', 'path', { type: 'integer' })],
      get: {
        operationId: 'getPortrait',
        responses: {
          200: answer('A picture.', { type: 'object', properties: { url: { type: 'string' } } }, { url: 'x' }),
          404: problem,
        },
      },
    },
    '/broken': {
      get: {
        operationId: 'getBroken',
        responses: {
          200: answer('Its example lies.', { type: 'object', properties: { n: { type: 'integer' } } }, { n: 'one' }),
        },
      },
    },
    '/either': secured('getEither', [{ header: [] }, { basic: [] }]),
    '/both': secured('getBoth', [{ query: [], cookie: [] }]),
    '/openid': secured('getOpenId', [{ openid: ['read', 'write'] }]),
    '/maybe': secured('getMaybe', [{}, { basic: [] }]),
  },
  components: {
    securitySchemes: {
      header: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
      basic: { type: 'http', scheme: 'basic' },
      openid: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
    },
    schemas: {
      Problem: { type: 'object', required: ['detail'], properties: { detail: { type: 'string', example: 'No.' } } },
      Author: {
        type: 'object',
        required: ['name', 'createdAt', 'motto', 'passcode'],
        additionalProperties: false,
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', minLength: 1 },
          born: { type: 'string', format: 'date' },
          motto: { type: 'string', nullable: true },
          mood: { type: 'string', default: 'calm' },
          passcode: { type: 'string', writeOnly: true },
          createdAt: { type: 'string', format: 'date-time', readOnly: true },
          updatedAt: { type: 'string', format: 'date-time', readOnly: true },
        },
      },
      NewAuthor: {
        type: 'object',
        required: ['name', 'passcode'],
        properties: {
          name: { type: 'string', minLength: 1 },
          born: { type: 'string', format: 'date' },
          motto: { type: 'string', nullable: true },
          mood: { type: 'string', default: 'calm' },
          passcode: { type: 'string', writeOnly: true },
          createdAt: { type: 'string', format: 'date-time', readOnly: true },
        },
      },
      AuthorPage: {
        type: 'object',
        required: ['data', 'page'],
        properties: {
          data: { type: 'array', items: ref('Author') },
          page: {
            type: 'object',
            properties: {
              page: { type: 'integer' },
              per_page: { type: 'integer' },
              total_pages: { type: 'integer' },
              total: { type: 'integer' },
              has_more: { type: 'boolean' },
            },
          },
          next: { type: 'string' },
        },
      },
      Book: {
        type: 'object',
        required: ['title'],
        properties: {
          isbn: { type: 'string', pattern: '^B-[0-9]{3}$' },
          author_id: { type: 'integer', readOnly: true },
          title: { type: 'string' },
        },
      },
    },
  },
} as unknown as OpenApiDocument;

function secured(operationId: string, security: readonly object[]): object {
  return { get: { operationId, security, responses: { 200: answer('Fine.', { type: 'object' }, {}) } } };
}
