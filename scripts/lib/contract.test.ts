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
    1,
    'readable',
    'circular',
  ],
  'a mistake in a sibling file': [
    { 'shelf.yaml': withPaths('  /a:', '    $ref: "item.yaml"'), 'item.yaml': `\nget:\n  ${ok}\n  colour: red\n` },
    'item.yaml',
    4,
    'struct',
    '`colour` is not expected',
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
    'no-identical-paths',
    '/x/{a}',
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
  const spec = withPaths('  /a/{id}:', `    get: { colour: red, ${ok} }`, '  /b:', '    get: { colour: red }');
  const lines = (await problemsOf({ 'shelf.yaml': spec })).map(({ rule, line }) => `${line} ${rule}`);
  expect(lines.sort()).toEqual(['5 path-parameters-defined', '5 struct', '7 struct']);
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
