import { copyFile, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from './contract.ts';
import { ContractProblems } from './problem.ts';

/** Rule and message of everything that the house's rules find in a document. */
async function problemsOf(document: object, { withRules = true } = {}): Promise<string[]> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-rules-'));
  const spec = path.join(folder.path, 'openapi.json');
  await writeFile(spec, JSON.stringify(document));
  const rules = withRules ? ['redocly.yaml', 'house-rules.js'] : [];
  for (const file of rules)
    await copyFile(new URL(`../../spec/${file}`, import.meta.url), path.join(folder.path, file));
  const error = await loadContract(spec).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error !== undefined && !(error instanceof ContractProblems)) throw error;
  return (error?.problems ?? []).map(({ rule, message }) => `${rule}: ${message}`);
}

const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' }, examples: { one: { value: {} } } } },
});
const declared = (...statuses: number[]) => Object.fromEntries(statuses.map((status) => [status, answer(`${status}`)]));
const operation = { tags: ['Shelf'], summary: 'Do it', description: 'Does it.' };
const name = { type: 'string', maxLength: 9 };
const closed = (properties: object) => ({ type: 'object', properties, additionalProperties: false });

/** A document that keeps every rule, made anew for each test to break. */
const lawful = () => ({
  openapi: '3.1.0',
  info: { title: 'Shelf', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{ url: 'https://shelf.example' }],
  tags: [{ name: 'Shelf' }],
  security: [{ oauth2: ['write'] }],
  paths: {
    '/books': {
      get: { ...operation, operationId: 'listBooks', security: [], responses: declared(200, 400) },
      post: {
        ...operation,
        operationId: 'addBook',
        requestBody: {
          content: { 'application/json': { schema: closed({ name }), examples: { one: { value: {} } } } },
        },
        responses: declared(200, 400, 401, 403, 413, 415, 500),
      },
    },
  },
  components: {
    securitySchemes: {
      oauth2: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://shelf.example/token', scopes: { write: 'Write.' } } },
      },
    },
  },
});

type Spec = ReturnType<typeof lawful> & { components: { schemas?: object } };

/** Puts a schema where the POST's body has its own. */
const sends = (schema: object) => (spec: Spec) => {
  Object.assign(spec.paths['/books'].post.requestBody.content['application/json'], { schema });
};
const without = (status: string) => (spec: Spec) => {
  delete spec.paths['/books'].post.responses[status];
};
const closedRule =
  'house/request-is-closed-and-bounded: A request object must be closed: `additionalProperties: false`.';
const stringRule = 'house/request-is-closed-and-bounded: A string that is sent must have a `maxLength`.';
const arrayRule = 'house/request-is-closed-and-bounded: An array that is sent must have `maxItems`.';

const breaches: Readonly<Record<string, [change: (spec: Spec) => void, ...problems: (string | RegExp)[]]>> = {
  'no operationId': [
    (spec) => Object.assign(spec.paths['/books'].get, { operationId: undefined }),
    /^operation-operationId:/,
  ],
  'an undefined tag': [
    (spec) => Object.assign(spec.paths['/books'].get, { tags: ['Other'] }),
    /^operation-tag-defined:/,
  ],
  'no tag': [(spec) => Object.assign(spec.paths['/books'].get, { tags: [] }), /tag/],
  'no summary': [(spec) => Object.assign(spec.paths['/books'].get, { summary: undefined }), /^operation-summary:/],
  'no description': [(spec) => Object.assign(spec.paths['/books'].get, { description: '' }), /^operation-description:/],
  'an undefined scope': [
    (spec) => Object.assign(spec.paths['/books'].post, { security: [{ oauth2: ['x'] }] }),
    /scope/,
  ],
  'an undefined scheme': [(spec) => Object.assign(spec, { security: [{ other: [] }] }), /^security-defined:/],
  'a body without an example': [
    (spec) =>
      Object.assign(spec.paths['/books'].get.responses['200']?.content['application/json'] ?? {}, { examples: {} }),
    'house/body-has-examples: A body needs at least one entry in `examples`.',
  ],
  'an example that is invalid': [
    (spec) =>
      Object.assign(spec.paths['/books'].post.requestBody.content['application/json'].examples.one, { value: 1 }),
    /^no-invalid-media-type-examples:/,
  ],
  'no success': [(spec) => delete spec.paths['/books'].get.responses['200'], /^operation-2xx-response:/],
  'an unused component': [
    (spec) => Object.assign(spec.components, { schemas: { Unused: name } }),
    /^no-unused-components:/,
  ],
  'an error without content': [
    (spec) => Object.assign(spec.paths['/books'].get.responses, { 404: { description: 'no' } }),
    'house/errors-are-declared: An error response needs content.',
  ],
  ...Object.fromEntries(
    ['400', '401', '403', '413', '415', '500'].map((status) => [
      `no ${status}`,
      [without(status), `house/errors-are-declared: The operation must declare a ${status} response.`],
    ]),
  ),
  'an open object': [sends({ type: 'object', properties: {} }), closedRule],
  'an open object in a property': [sends(closed({ inner: { type: 'object' } })), closedRule],
  'an open object in an array': [sends({ type: 'array', maxItems: 3, items: { type: 'object' } }), closedRule],
  'an open object that may be null': [sends(closed({ a: { type: ['object', 'null'] } })), closedRule],
  'an open object among alternatives': [sends({ oneOf: [closed({}), { type: 'object' }] }), closedRule],
  'an open object without a type': [sends({ properties: { name } }), closedRule],
  'a map of objects': [sends({ type: 'object', additionalProperties: closed({}) }), closedRule],
  'a schema that says nothing': [
    sends(closed({ anything: {} })),
    'house/request-is-closed-and-bounded: A schema that is sent must say its `type`.',
  ],
  'an unbounded string behind a pattern': [
    sends({ ...closed({}), patternProperties: { '^x': { type: 'string' } } }),
    stringRule,
  ],
  'a string without a bound': [sends(closed({ text: { type: 'string' } })), stringRule],
  'a string without a bound by $ref': [
    (spec) => {
      Object.assign(spec.components, { schemas: { Text: { type: 'string' } } });
      sends(closed({ texts: { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Text' } } }))(spec);
    },
    stringRule,
  ],
  'an array without a bound': [sends(closed({ list: { type: 'array', items: name } })), arrayRule],
};

test.each(Object.entries(breaches))('the house refuses %s', async (_, [change, ...expected]) => {
  const spec = lawful();
  change(spec);
  const problems = await problemsOf(spec);
  for (const problem of expected) expect(problems).toContainEqual(expect.stringMatching(problem));
});

test('the house takes a document that keeps its rules', async () => {
  expect(await problemsOf(lawful())).toEqual([]);
});

test.each([
  ['an enum', { enum: ['a'] }],
  ['a constant', { const: 'a' }],
])('a string that is %s needs no bound', async (_, of) => {
  const spec = lawful();
  sends(closed({ text: { type: 'string', ...of } }))(spec);
  expect(await problemsOf(spec)).toEqual([]);
});

test('a schema that holds itself is walked once', async () => {
  const spec = lawful();
  const Node = closed({ next: { $ref: '#/components/schemas/Node' } });
  Object.assign(spec.components, { schemas: { Node } });
  sends({ $ref: '#/components/schemas/Node' })(spec);
  expect(await problemsOf(spec)).toEqual([]);
});

test('below /oauth/ a request may be open, but nothing else is forgiven', async () => {
  const { '/books': books } = lawful().paths;
  const { 413: _, ...responses } = books.post.responses;
  const open = { 'application/json': { schema: { type: 'object' } } };
  const spec = {
    ...lawful(),
    paths: { '/oauth/x': { post: { ...books.post, requestBody: { content: open }, responses } } },
  };
  expect((await problemsOf(spec)).sort()).toEqual([
    'house/body-has-examples: A body needs at least one entry in `examples`.',
    'house/errors-are-declared: The operation must declare a 413 response.',
  ]);
});

test('none of it holds for a document that has no rules beside it', async () => {
  const spec = lawful();
  for (const [change] of Object.values(breaches).slice(0, 8)) change(spec);
  expect(await problemsOf(spec, { withRules: false })).toEqual([]);
});

test('Latchkey’s own contract keeps them all', async () => {
  const contract = await loadContract(new URL('../../spec/openapi.yaml', import.meta.url).pathname);
  expect(contract.document.info.title).toBe('Latchkey');
});
