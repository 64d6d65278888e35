import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from './contract.ts';
import { ContractProblems, type Problem } from './problem.ts';

/** A small document whose paths are these lines, which start in line 4. */
const withPaths = (...lines: string[]) =>
  ['openapi: 3.1.0', 'info: { title: Shelf, version: "1" }', 'paths:', ...lines].join('\n');
const answers = (text: string) => `responses: { "200": { description: ok, content: { application/json: ${text} } } }`;
const ok = 'responses: { "200": { description: ok } }';

type Files = Readonly<Record<string, string>>;

/** Loads `shelf.yaml` from a folder with these files. */
async function load(files: Files) {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-contract-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder.path, file)), { recursive: true });
    await writeFile(path.join(folder.path, file), text);
  }
  return await loadContract(path.join(folder.path, 'shelf.yaml'));
}

async function problemsOf(files: Files): Promise<Problem[]> {
  const error = await load(files).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ContractProblems)) throw new Error(`No problems: ${error}`);
  return error.problems.map((problem) => ({ ...problem, file: path.basename(problem.file) }));
}

/** Each document, and where it must be said to be wrong: file, line, rule, and a part of the message. */
const broken: Readonly<Record<string, [files: Files, file: string, line: number, rule: string, message: string]>> = {
  'YAML that does not parse': [
    { 'shelf.yaml': 'openapi: 3.1.0\ninfo: { title: A\npaths: {}\n' },
    'shelf.yaml',
    3,
    'yaml-syntax',
    'deficient indentation',
  ],
  'a key that is there twice': [
    { 'shelf.yaml': withPaths('  /a:', `    get: { ${ok} }`, '  /a:', `    put: { ${ok} }`) },
    'shelf.yaml',
    6,
    'yaml-syntax',
    'duplicated mapping key',
  ],
  'a $ref to nothing in the document': [
    { 'shelf.yaml': withPaths('  /a:', '    get: { responses: { "200": { $ref: "#/components/responses/No" } } }') },
    'shelf.yaml',
    5,
    'no-unresolved-refs',
    'resolve $ref',
  ],
  'a $ref to a file that is not there': [
    { 'shelf.yaml': withPaths('  /a:', '    $ref: "item.yaml"') },
    'shelf.yaml',
    5,
    'no-unresolved-refs',
    'no such file',
  ],
  'a $ref to a file that does not parse': [
    { 'shelf.yaml': withPaths('  /a:', '    $ref: "item.yaml"'), 'item.yaml': 'get:\n  a: { b\n' },
    'item.yaml',
    3,
    'no-unresolved-refs',
    'Failed to parse',
  ],
  'references that lead back to themselves': [
    {
      'shelf.yaml': [
        withPaths('  /a:', '    get: { responses: { "200": { $ref: "#/components/responses/A" } } }'),
        'components:',
        '  responses:',
        '    A: { $ref: "#/components/responses/B" }',
        '    B: { $ref: "#/components/responses/A" }',
      ].join('\n'),
    },
    'shelf.yaml',
    8,
    'readable',
    'circular',
  ],
  'references that lead back to themselves through another file': [
    {
      'shelf.yaml': withPaths('  /a:', '    $ref: "item.yaml#/one"'),
      'item.yaml': 'one: { $ref: "other.yaml#/two" }',
      'other.yaml': 'three: 3\ntwo: { $ref: "item.yaml#/one" }',
    },
    'item.yaml',
    1,
    'readable',
    'circular',
  ],
  'a mistake in a sibling file': [
    { 'shelf.yaml': withPaths('  /a:', '    $ref: "item.yaml"'), 'item.yaml': `\nget:\n  ${ok}\n  tags: red\n` },
    'item.yaml',
    4,
    'struct',
    'Expected type `array`',
  ],
  'a name that is there twice, in JSON': [
    { 'shelf.yaml': '{ "openapi": "3.1.0",\n  "paths": { "/a": {},\n  "/a": {} } }' },
    'shelf.yaml',
    3,
    'yaml-syntax',
    'duplicated mapping key',
  ],
  'one operationId for two operations': [
    { 'shelf.yaml': withPaths('  /a:', `    get: { operationId: x, ${ok} }`, `    put: { operationId: x, ${ok} }`) },
    'shelf.yaml',
    6,
    'operation-operationId-unique',
    'unique `operationId`',
  ],
  'a path parameter that is not described': [
    { 'shelf.yaml': withPaths('  /a/{id}:', `    get: { ${ok} }`) },
    'shelf.yaml',
    5,
    'path-parameters-defined',
    '`{id}`',
  ],
  'two paths that are the same': [
    {
      'shelf.yaml': withPaths(
        ...['a', 'b'].flatMap((name) => [
          `  /x/{${name}}:`,
          `    parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }]`,
          `    get: { ${ok} }`,
        ]),
      ),
    },
    'shelf.yaml',
    7,
    'no-identical-calls',
    'GET `/x/{a}` and `/x/{b}`',
  ],
  'a field of the wrong type': [
    { 'shelf.yaml': withPaths('  /a:', '    get: [1]') },
    'shelf.yaml',
    5,
    'struct',
    'Expected type `Operation`',
  ],
  'an empty file': [{ 'shelf.yaml': '' }, 'shelf.yaml', 1, 'openapi-version', 'not an OpenAPI document'],
  'a list': [{ 'shelf.yaml': '- a' }, 'shelf.yaml', 1, 'openapi-version', 'not an OpenAPI document'],
  'plain text': [{ 'shelf.yaml': 'Hello' }, 'shelf.yaml', 1, 'openapi-version', 'not an OpenAPI document'],
  'another format': [{ 'shelf.yaml': 'asyncapi: 3.0.0' }, 'shelf.yaml', 1, 'openapi-version', 'no `openapi` field'],
  'Swagger 2.0': [{ 'shelf.yaml': 'swagger: "2.0"' }, 'shelf.yaml', 1, 'openapi-version', 'Swagger 2.0'],
  'OpenAPI 3.2': [{ 'shelf.yaml': 'openapi: 3.2.0' }, 'shelf.yaml', 1, 'openapi-version', 'OpenAPI 3.2.0'],
  'a version with two numbers': [{ 'shelf.yaml': 'openapi: 3.1' }, 'shelf.yaml', 1, 'openapi-version', '3.1.x are'],
  'a missing file': [{}, 'shelf.yaml', 0, 'readable', 'no such file'],
  'a folder': [{ 'shelf.yaml/x': '' }, 'shelf.yaml', 0, 'readable', 'folder'],
};

test.each(Object.entries(broken))('refuses %s, and says where', async (_, [files, file, line, rule, message]) => {
  expect(await problemsOf(files)).toContainEqual(
    expect.objectContaining({ file, line, rule, message: expect.stringContaining(message) }),
  );
});

test('lists everything that is wrong, not only the first', async () => {
  const spec = withPaths(
    '  /a/{id}:',
    `    get: { ${ok} }`,
    '  /b:',
    '    get: [1]',
    '  /c:',
    '    get: { tags: red }',
  );
  const lines = (await problemsOf({ 'shelf.yaml': spec })).map(({ rule, line }) => `${line} ${rule}`);
  expect(lines.sort()).toEqual(['5 path-parameters-defined', '7 struct', '9 struct']);
});

/** What is wrong in a way that code can follow from all the same: rule, line, and a part of the message. */
const doubtful: Readonly<Record<string, [lines: string[], rule: string, line: number, message: string]>> = {
  'a field that nobody knows': [['  /a:', `    get: { colour: red, ${ok} }`], 'struct', 5, '`colour` is not expected'],
  'a vendor’s extension in another form': [
    ['  /a:', `    get: { x-codeSamples: [{ name: curl }], ${ok} }`],
    'struct',
    5,
    '`name` is not expected',
  ],
  'words of 3.0 in a schema of 3.1': [
    ['  /a:', `    get: { ${answers('{ schema: { type: string, nullable: true } }')} }`],
    'struct',
    5,
    '`nullable`',
  ],
  'a mistake inside a schema': [
    ['  /a:', `    get: { ${answers('{ schema: { minimum: one } }')} }`],
    'struct',
    5,
    'Expected type `number`',
  ],
  'a schema that is null': [['  /a:', `    get: { ${answers('{ schema: null }')} }`], 'struct', 5, 'but got `null`'],
  'a schema that is true': [
    ['  /a:', `    get: { ${ok} }`, 'components: { schemas: { Any: true } }'],
    'struct',
    6,
    'but got `boolean`',
  ],
  'an answer without a description': [['  /a:', '    get: { responses: { "200": {} } }'], 'struct', 5, '`description`'],
  'a path parameter that its path has no place for': [
    ['  /a:', '    parameters: [{ name: b, in: path, required: true, schema: {} }]', `    get: { ${ok} }`],
    'path-parameters-defined',
    5,
    'is not used in the path',
  ],
};

test.each(Object.entries(doubtful))('bears with %s, and warns of it', async (_, [lines, rule, line, message]) => {
  const { warnings } = await load({ 'shelf.yaml': withPaths(...lines) });
  expect(warnings).toEqual([expect.objectContaining({ rule, line, message: expect.stringContaining(message) })]);
});

test('two paths that differ by their parameters’ names may have different methods', async () => {
  const paths = ['get', 'put'].flatMap((method) => [
    `  /x/{${method}}:`,
    `    parameters: [{ name: ${method}, in: path, required: true, schema: { type: string } }]`,
    `    ${method}: { ${ok} }`,
  ]);
  expect((await load({ 'shelf.yaml': withPaths(...paths) })).warnings).toEqual([]);
});

test('a path that is a reference to another’s item has operations of its own', async () => {
  const shared = ['components:', '  pathItems:', `    Item: { get: { operationId: read, ${ok} } }`];
  const ref = '$ref: "#/components/pathItems/Item"';
  const { document } = await load({ 'shelf.yaml': withPaths(`  /a: { ${ref} }`, `  /b: { ${ref} }`, ...shared) });
  expect(document.paths?.['/a']?.get?.operationId).toBe('read');
  expect(document.paths?.['/b']?.get?.operationId).toBe('get_b');
});

test('a document that is large is linted in a thread, and refused with the same words', {
  timeout: 30_000,
}, async () => {
  const large = (operation: object) =>
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Large', version: '1', description: 'x'.repeat(1_100_000) },
      paths: { '/a': { get: operation } },
    });
  const responses = { 200: { description: 'ok' } };
  const { document, warnings } = await load({ 'shelf.yaml': large({ colour: 'red', responses }) });
  expect(warnings).toMatchObject([{ rule: 'struct', message: expect.stringContaining('`colour`') }]);
  expect(document.paths?.['/a']?.get?.operationId).toBe('get_a');
  const broken = { 'shelf.yaml': large({ tags: 'red', responses: { 200: { $ref: '#/components/responses/No' } } }) };
  expect((await problemsOf(broken)).map(({ rule }) => rule).sort()).toEqual(['no-unresolved-refs', 'struct']);
});

test('takes schemas that hold themselves', async () => {
  const tree =
    'Tree: { type: object, properties: { children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }';
  const spec = [
    withPaths('  /a:', `    get: { ${answers('{ schema: { $ref: "#/components/schemas/Tree" } }')} }`),
    `components: { schemas: { ${tree} } }`,
  ].join('\n');
  expect((await load({ 'shelf.yaml': spec })).document.components?.schemas).toHaveProperty('Tree');
});

test('bundles a document in several files, and tells which they were', async () => {
  const { document, files } = await load({
    'shelf.yaml': withPaths('  /a:', '    $ref: "paths/item.yaml"'),
    'paths/item.yaml': `get: { ${answers('{ schema: { $ref: "../book.yaml#/Book" } }')} }`,
    'book.yaml': 'Book: { type: object, properties: { next: { $ref: "#/Book" } } }',
  });
  expect(files.map((file) => path.basename(file))).toEqual(['shelf.yaml', 'item.yaml', 'book.yaml']);
  expect(document.components?.schemas).toHaveProperty('Book');
  expect(JSON.stringify(document)).not.toContain('.yaml');
});

test('house rules hold only beside a redocly.yaml', async () => {
  const bare = withPaths('  /a:', `    get: { ${ok} }`);
  await expect(load({ 'shelf.yaml': bare })).resolves.toBeDefined();
  const problems = await problemsOf({ 'shelf.yaml': bare, 'redocly.yaml': 'rules: { operation-summary: error }' });
  expect(problems).toMatchObject([{ rule: 'operation-summary', line: 5 }]);
});
