import { mkdtempDisposable, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from './generate.ts';

/** Everything that follows from this document, and what its folder held afterwards. */
async function generateFrom(document: object | string) {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-generate-'));
  const spec = path.join(folder.path, 'shelf.yaml');
  await writeFile(spec, typeof document === 'string' ? document : JSON.stringify(document));
  const files = await generate(spec);
  const text = (file: string) => files.get(file) ?? '';
  return { files, text, left: await readdir(folder.path) };
}

/** A module's exported constant, as the compiler would see it without its `as const`. */
function constant(text: string, name: string): unknown {
  const source = new RegExp(`export const ${name} = ([^]*?) as const;`).exec(text)?.[1];
  return source === undefined ? undefined : JSON.parse(source);
}

const info = { title: 'Shelf', version: '1' };
const ok = { responses: { 200: { description: 'ok' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

test('is a pure function: the same document gives the same bytes, and nothing is written', async () => {
  const document = { openapi: '3.0.3', info, paths: { '/a': { get: ok } } };
  const first = await generateFrom(document);
  const second = await generateFrom(document);
  expect([...first.files]).toEqual([...second.files]);
  expect([...first.files.keys()]).toEqual(['openapi.json', 'types.ts', 'operations.ts', 'enums.ts']);
  expect(first.left).toEqual(['shelf.yaml']);
});

test('every module says that it is generated, and by what', async () => {
  const { text } = await generateFrom({ openapi: '3.1.0', info, paths: {} });
  for (const file of ['types.ts', 'operations.ts', 'enums.ts']) expect(text(file)).toMatch(/^\/\/ Generated .*Do not/);
});

test('an operation without an id gets one made of method and path; a taken one gets a number', async () => {
  const paths = {
    '/users/{id}': { parameters: [id], get: ok, put: { ...ok, operationId: 'get_users' } },
    '/users': { get: ok },
    '/': { get: ok },
    '/users/{id}/a-b.c': { parameters: [id], delete: ok },
  };
  const { text } = await generateFrom({ openapi: '3.1.0', info, paths });
  const names = ['get_users_id', 'get_users', 'get_users_2', 'get', 'delete_users_id_a_b_c'];
  expect(Object.keys(constant(text('operations.ts'), 'operations') as object)).toEqual(names);
  for (const name of names) expect(text('types.ts')).toMatch(new RegExp(`^ {4}${name}: \\{`, 'm'));
  expect(JSON.parse(text('openapi.json')).paths['/users/{id}'].get.operationId).toBe('get_users_id');
});

test('x-extensible-enum gives a list and a union, while the wire type stays a string', async () => {
  const code = { type: 'string', 'x-extensible-enum': ['a', 'b'] };
  const schemas = { Error: { type: 'object', required: ['code'], properties: { code } }, 'not-it': { type: 'string' } };
  const { text } = await generateFrom({ openapi: '3.0.3', info, paths: {}, components: { schemas } });
  expect(constant(text('enums.ts'), 'errorCodes')).toEqual(['a', 'b']);
  expect(text('enums.ts')).toContain('export type ErrorCode = (typeof errorCodes)[number];');
  expect(text('types.ts')).toMatch(/code: string;/);
});

test('the operation table follows references and knows parameters, defaults, bodies, answers and security', async () => {
  const document = {
    openapi: '3.1.0',
    info,
    security: [{ oauth: ['read'] }],
    paths: {
      '/books/{id}': {
        parameters: [{ $ref: '#/components/parameters/Id' }, { name: 'q', in: 'query', schema: { type: 'string' } }],
        put: {
          operationId: 'putBook',
          parameters: [{ name: 'q', in: 'query', schema: { $ref: '#/components/schemas/Page' } }],
          requestBody: { $ref: '#/components/requestBodies/Book' },
          responses: {
            200: { $ref: '#/components/responses/Book' },
            204: { description: 'none' },
            default: ok.responses[200],
          },
        },
        get: { operationId: 'getBook', security: [], ...ok },
      },
    },
    components: {
      parameters: { Id: id },
      schemas: { Page: { type: 'integer', default: 1 } },
      requestBodies: { Book: { required: true, content: { 'text/plain': {}, 'application/json': {} } } },
      responses: { Book: { description: 'a book', content: { 'application/json': {} } } },
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: { read: '' } } },
        },
      },
    },
  };
  const { text } = await generateFrom(document);
  expect(constant(text('operations.ts'), 'scopes')).toEqual(['read']);
  expect(constant(text('operations.ts'), 'operations')).toMatchObject({
    putBook: {
      method: 'put',
      path: '/books/{id}',
      security: [{ oauth: ['read'] }],
      parameters: { path: ['id'], query: ['q'], header: [], cookie: [] },
      defaults: { path: [], query: ['q'], header: [], cookie: [] },
      numbers: { query: ['q'] },
      body: { required: true, mediaTypes: ['text/plain', 'application/json'] },
      responses: { 200: ['application/json'], 204: [], default: [] },
    },
    getBook: { security: [], defaults: { query: [] }, body: null },
  });
});

test('a request property with a default may be left out, and an optional header by $ref stays optional', async () => {
  const document = {
    openapi: '3.1.0',
    info,
    paths: { '/a': { get: { responses: { 200: { $ref: '#/components/responses/A' } } } } },
    components: {
      headers: { May: { schema: { type: 'string' } }, Must: { required: true, schema: { type: 'string' } } },
      responses: {
        A: {
          description: 'ok',
          headers: { 'X-May': { $ref: '#/components/headers/May' }, 'X-Must': { $ref: '#/components/headers/Must' } },
        },
      },
      schemas: { Sent: { type: 'object', properties: { size: { type: 'integer', default: 1 } } } },
    },
  };
  const types = (await generateFrom(document)).text('types.ts');
  expect(types).toMatch(/size\?: number;/);
  expect(types).toMatch(/"X-May"\?: /);
  expect(types).toMatch(/"X-Must": /);
});
