import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { codeSamples, sampleOf } from './page-scripts.ts';

/** A document with one operation, `POST /things/{id}`. */
function documentOf(operation: object, components: object = {}): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Odd', version: '1' },
    servers: [{ url: 'https://{region}.example.com/v1/', variables: { region: { default: 'eu' } } }],
    components,
    paths: { '/things/{id}': { post: { operationId: 'do it', ...operation } } },
  };
}

const curlOf = (operation: object, components?: object) =>
  sampleOf(documentOf(operation, components), '/things/{id}', 'post', 'curl') ?? '';
const clientOf = (operation: object, components?: object) =>
  sampleOf(documentOf(operation, components), '/things/{id}', 'post', 'client');

/** What a shell hands to curl. */
function wordsOf(command: string): string[] {
  const env = { ...process.env, ACCESS_TOKEN: 'T', API_KEY: 'K', USERNAME: 'U', PASSWORD: 'P' };
  return execFileSync('sh', ['-c', command.replace(/^curl/, "printf '%s\\0'")], { encoding: 'utf8', env })
    .split('\0')
    .slice(0, -1);
}

const parameter = (place: string, value: unknown, rest: object = {}) => ({
  name: 'id',
  in: place,
  example: value,
  schema: {},
  ...rest,
});
const id = parameter('path', 'a');
const url = 'https://eu.example.com/v1/things/a';
const bodyOf = (mediaType: string, value: unknown) => ({
  parameters: [id],
  requestBody: { content: { [mediaType]: { example: value } } },
});

test('an operation that is not in the document has no samples', () => {
  expect(codeSamples(documentOf({}), '/nowhere', 'post')).toEqual([]);
  expect(codeSamples(documentOf({}), '/things/{id}', 'get')).toEqual([]);
});

const hostile = `'; touch here; $(id) \`id\` "$HOME" \\ \n @/etc/passwd`;

test.each(['application/json', 'text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'])(
  'nothing in an example of %s is for the shell',
  (mediaType) => {
    const value = mediaType === 'text/plain' ? hostile : { field: hostile };
    const words = wordsOf(curlOf(bodyOf(mediaType, value)));
    const expected = mediaType === 'application/json' ? JSON.stringify(hostile) : hostile;
    expect(words.some((word) => word.includes(expected))).toBe(true);
    // With these curl itself reads a file that a value names.
    for (const option of ['-d', '--data', '--data-binary', '-F']) expect(words).not.toContain(option);
  },
);

test.each([
  ['path', parameter('path', 'a/b?c'), ['https://eu.example.com/v1/things/a%2Fb%3Fc']],
  ['header', parameter('header', hostile), ['-H', `id: ${hostile}`]],
  ['cookie', parameter('cookie', hostile), ['-b', `id=${hostile}`]],
])('a parameter in the %s is one word', (_, given, expected) => {
  expect(wordsOf(curlOf({ parameters: [given] }))).toEqual(expect.arrayContaining(expected));
});

test.each([
  ['a list', ['x', 'y z'], {}, 'id=x&id=y%20z'],
  ['a list, not exploded', ['x', 'y'], { explode: false }, 'id=x,y'],
  ['a list between pipes', ['x', 'y'], { style: 'pipeDelimited' }, 'id=x%7Cy'],
  ['a list between spaces', ['x', 'y'], { style: 'spaceDelimited' }, 'id=x%20y'],
  ['an object', { a: 1, b: true }, {}, 'a=1&b=true'],
  ['a deep object', { a: 1 }, { style: 'deepObject', explode: true }, 'id%5Ba%5D=1'],
  ['a value of several characters', "it's (a) *", {}, 'id=it%27s%20%28a%29%20%2A'],
])('%s in the query is written by its style', (_, value, rest, query) => {
  expect(wordsOf(curlOf({ parameters: [id, parameter('query', value, rest)] }))).toContain(`${url}?${query}`);
});

const schemes = {
  securitySchemes: {
    oauth: { type: 'oauth2', flows: {} },
    login: { type: 'http', scheme: 'Basic' },
    inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
    inQuery: { type: 'apiKey', in: 'query', name: 'key' },
    inCookie: { type: 'apiKey', in: 'cookie', name: 'key' },
    certificate: { type: 'mutualTLS' },
  },
};

test.each([
  ['oauth', ['-H', 'Authorization: Bearer T'], '{ headers: { Authorization: `Bearer $\u007bACCESS_TOKEN}` } }'],
  ['login', ['-u', 'U:P'], "{ headers: { Authorization: 'Basic ' + btoa(USERNAME + ':' + PASSWORD) } }"],
  ['inHeader', ['-H', 'X-Key: K'], "{ headers: { 'X-Key': API_KEY } }"],
  ['inQuery', [`${url}?key=K`], undefined],
  ['inCookie', ['-b', 'key=K'], undefined],
  ['certificate', [url], undefined],
])('credentials of %s come from the environment', (scheme, words, options) => {
  const operation = { parameters: [id], security: [{ [scheme]: [] }] };
  expect(wordsOf(curlOf(operation, schemes))).toEqual(expect.arrayContaining(words));
  const text = clientOf(operation, schemes);
  if (options === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(options);
});

test('no credentials are asked for where none are needed', () => {
  expect(curlOf({ parameters: [id], security: [{ oauth: [] }, {}] }, schemes)).toBe(`curl -X POST '${url}'`);
});

test('a value becomes a literal that says the same', () => {
  const value = { "it's": 'a "quoted"\n\\ line', __proto__x: [1, null, true, {}], nested: [['x'.repeat(70)]] };
  Object.defineProperty(value, '__proto__', { value: 1, enumerable: true });
  const text = clientOf(bodyOf('application/json', value)) ?? '';
  const literal = text.slice(text.indexOf('](') + 2, text.indexOf(');\nconsole'));
  const { body } = new Function(`return ${literal}`)();
  expect(JSON.stringify(body)).toBe(JSON.stringify(value));
});

test.each(['multipart/form-data', 'application/octet-stream'])('the client has no sample of %s', (mediaType) => {
  expect(clientOf(bodyOf(mediaType, { a: 1 }))).toBeUndefined();
});

test('values that the document does not give are made from the schemas', () => {
  const requestBody = { $ref: '#/components/requestBodies/Thing' };
  const components = {
    requestBodies: { Thing: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
    schemas: {
      Thing: {
        allOf: [{ $ref: '#/components/schemas/Base' }],
        type: 'object',
        required: ['at', 'size', 'kind', 'tags', 'id', 'either'],
        properties: {
          at: { type: ['null', 'string'], format: 'date-time' },
          size: { type: 'integer', exclusiveMinimum: 4 },
          kind: { enum: ['small', 'large'] },
          tags: { type: 'array', items: { type: 'string', minLength: 8 } },
          id: { type: 'string', readOnly: true },
          either: { oneOf: [{ type: 'boolean' }, { type: 'string' }] },
          note: { type: 'string' },
          colour: { type: 'string', examples: ['red'] },
        },
      },
      Base: { type: 'object', required: ['name'], properties: { name: { type: 'string', default: 'n' } } },
    },
  };
  const words = wordsOf(curlOf({ requestBody, parameters: [id] }, components));
  expect(JSON.parse(words.at(-1) ?? '')).toEqual({
    name: 'n',
    at: '2030-01-31T12:00:00Z',
    size: 5,
    kind: 'small',
    tags: ['stringxx'],
    either: true,
    colour: 'red',
  });
});

test('a schema that holds itself, or leads nowhere, ends', () => {
  const schemas = {
    Node: { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Node' } } },
    Loop: { $ref: '#/components/schemas/Loop' },
  };
  for (const name of ['Node', 'Loop', 'Nothing', 'constructor']) {
    const schema = { $ref: `#/components/schemas/${name}` };
    const requestBody = { content: { 'application/json': { schema } } };
    expect(() => JSON.parse(wordsOf(curlOf({ requestBody }, { schemas })).at(-1) ?? '')).not.toThrow();
  }
});
