import { expect, test } from 'vitest';
import { exampleNames, operationOf, operationsOf, readContract } from './document.ts';

/** The published reference page of `DELETE /api-keys/{clientId}`. */
const published = {
  description: 'Delete an API key',
  parameter: {
    name: 'clientId',
    in: 'path',
    required: true,
    description: 'API key client ID',
    schema: { type: 'string' },
  },
  noContent: 'Successfully deleted the API key.',
  errors: [
    [401, 'Access token is missing or invalid', { code: 'invalid_token', message: 'The access token expired.' }],
    [403, 'Permission denied', { code: 'string', message: 'string' }],
    [404, 'Resource not found', { code: 'string', message: 'string' }],
    [500, 'Internal Server Error', { code: 'string', message: 'string' }],
  ],
  requestId: {
    description: 'ID uniquely identifying the request/response cycle.',
    schema: { type: 'string' },
    example: 'b0658b67-8ea3-46de-a3b8-18c3f5347def',
  },
  error: {
    description: 'Generic API error',
    required: ['message'],
    additionalProperties: true,
    code: { type: 'string', description: 'Unique (system-wide) error code for an error happened' },
    message: { type: 'string', description: 'Developer-friendly message explaining error' },
  },
} as const;

const contract = readContract();
const seed = operationOf(operationsOf(contract), 'deleteApiKey');

test('the seed operation is where it was published', () => {
  expect([seed.method, seed.path]).toEqual(['DELETE', '/api-keys/{clientId}']);
  expect(contract.paths['/api-keys/{clientId}']?.delete).toMatchObject({
    summary: published.description,
    description: published.description,
  });
});

test('its one parameter is any string', () => {
  expect(seed.parameters.map(({ example, ...parameter }) => parameter)).toEqual([published.parameter]);
});

test('it declares every published status, and 204 has no body', () => {
  expect(Object.keys(seed.responses)).toEqual(expect.arrayContaining(['204', '401', '403', '404', '500']));
  expect(seed.responses[204]?.description).toBe(published.noContent);
  expect(seed.responses[204]?.content).toBeUndefined();
});

for (const [status, description, example] of published.errors) {
  test(`its ${status} has the published description, header, media type, schema and first example`, () => {
    const response = seed.responses[status];
    expect(response?.description).toBe(description);
    expect(response?.headers?.['X-Request-Id']).toEqual(published.requestId);
    expect(Object.keys(response?.content ?? {})).toEqual(['application/json']);
    const media = response?.content?.['application/json'];
    expect(media?.schema).toEqual({ $ref: '#/components/schemas/Error' });
    expect(media?.examples?.[exampleNames(response)[0] ?? '']?.value).toEqual(example);
  });
}

test('its error has an optional code, a message, and anything else', () => {
  const { code, message, ...rest } = published.error;
  expect(contract.components?.schemas?.Error).toMatchObject({ type: 'object', ...rest });
  const properties = contract.components?.schemas?.Error?.properties as Record<string, Record<string, unknown>>;
  expect(Object.keys(properties)).toEqual(['code', 'message']);
  const { 'x-extensible-enum': _codes, ...publishedCode } = properties.code ?? {};
  expect(publishedCode).toEqual(code);
  expect(properties.message).toEqual(message);
});
