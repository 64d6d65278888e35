import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContractProblems } from '../problem.ts';
import { initProject } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (file: string, content: object | string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
};
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const readJson = (file: string) => JSON.parse(read(file));
const present = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

const operation = { operationId: 'greet', responses: { 200: { description: 'Hello.' } } };
const greetings = { openapi: '3.1.0', info: { title: 'Greetings', version: '1' }, paths: { '/': { get: operation } } };

test('a folder with only a document becomes a project', async () => {
  put('openapi.json', greetings);
  const outcome = await initProject(folder, {});
  expect(outcome).toMatchObject({ spec: 'openapi.json', operations: 1, answering: 0, leftAlone: [], added: [] });
  expect(outcome.written).toEqual(expect.arrayContaining(['package.json', 'server/handlers.ts', 'generated/types.ts']));
  for (const file of outcome.written) expect(read(file)).not.toBe('');
  expect(readJson('package.json').scripts.mock).toBe('latchkey mock');
});

test.each([
  ['spec/openapi.yml', 'latchkey mock'],
  ['greetings.yaml', 'latchkey mock --spec greetings.yaml'],
  ['our greetings.json', 'latchkey mock --spec "our greetings.json"'],
])('%s is found, and the scripts name it where they must', async (file, script) => {
  put('package-lock.json', {});
  put('notes.yaml', 'text: openapi is not what this is');
  put(file, greetings);
  expect((await initProject(folder, {})).spec).toBe(file);
  expect(readJson('package.json').scripts.mock).toBe(script);
});

test('with --example a document of our own is written, whose handlers answer with its examples', async () => {
  const { answering, undeclared } = await initProject(folder, { example: true, ci: true });
  expect({ answering, undeclared }).toEqual({ answering: 3, undeclared: [] });
  expect(read('server/handlers.ts')).toContain("title: 'The Dispossessed'");
  expect(read('server/handlers.ts')).toContain("throw new Failure('not_written', 'deleteBook is not written yet')");
  expect(read('.github/workflows/contract.yml')).toContain('npm run check');
});

test('an example that does not have the type of its schema is not answered with', async () => {
  const answer = (schema: object, example: unknown) => ({
    get: { responses: { 200: { description: 'It.', content: { 'application/json': { schema, example } } } } },
  });
  const count = { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] };
  const paths = { '/right': answer(count, { count: 1 }), '/wrong': answer(count, { count: 'one' }) };
  put('openapi.json', { ...greetings, paths });
  expect((await initProject(folder, {})).answering).toBe(1);
  expect(read('server/handlers.ts')).toMatch(/get_right\(\) \{\s+return \{\s+status: 200,\s+body: \{ count: 1 \}/);
  expect(read('server/handlers.ts')).toMatch(/get_wrong\(\) \{\s+throw new Failure/);
  // The client calls what has an answer.
  expect(read('client/example.ts')).toContain('api.get_right()');
});

test('names and words of a document stay names and words', async () => {
  const hostile = `x'); process.exit(); ('*/ \`\${1}\`\\";`;
  const schemes = { [hostile]: { type: 'apiKey', in: 'header', name: hostile } };
  put('openapi.json', {
    ...greetings,
    servers: [{ url: "/it's/{v}'/", variables: { v: { default: "'" } } }],
    components: { securitySchemes: schemes },
    paths: {
      '/': { get: { ...operation, operationId: hostile, summary: `*/\n${hostile}`, security: [{ [hostile]: [] }] } },
    },
  });
  const { written } = await initProject(folder, {});
  for (const file of written.filter((name) => name.endsWith('.ts'))) {
    const { diagnostics = [] } = ts.transpileModule(read(file), { reportDiagnostics: true });
    expect(diagnostics.map(({ messageText }) => `${file}: ${messageText}`)).toEqual([]);
    expect(read(file)).not.toMatch(/^\s*process\.exit/m);
  }
  const { outputText } = ts.transpileModule(read('server/handlers.ts'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
  });
  const imports = /^import.*$/gm;
  const { handlers } = await import(`data:text/javascript,${encodeURIComponent(outputText.replace(imports, ''))}`);
  expect(Object.keys(handlers)).toEqual([hostile]);
});

test('what is there stays as it is, and is told', async () => {
  put('openapi.json', greetings);
  put('server/handlers.ts', '// ours');
  put('.gitignore', 'ours');
  put(
    'package.json',
    '{\n    "name": "ours",\n    "scripts": { "start": "ours" },\n    "dependencies": { "latchkey-edge": "file:x.tgz" }\n}',
  );
  const { leftAlone, written, added } = await initProject(folder, {});
  expect(leftAlone).toEqual(['.gitignore', 'server/handlers.ts']);
  expect(written).not.toContain('package.json');
  expect([read('server/handlers.ts'), read('.gitignore')]).toEqual(['// ours', 'ours']);
  expect(readJson('package.json')).toMatchObject({
    name: 'ours',
    type: 'module',
    scripts: { start: 'ours', dev: 'latchkey dev' },
    dependencies: { 'latchkey-edge': 'file:x.tgz', 'latchkey-client': expect.any(String) },
  });
  expect(read('package.json')).toMatch(/^ {4}"name"/m);
  expect(added).toEqual(expect.arrayContaining(['type', 'scripts.dev', 'dependencies.latchkey-client']));
  expect(added).not.toContain('scripts.start');
});

test('the second time there is nothing to do', async () => {
  put('openapi.json', greetings);
  await initProject(folder, {});
  const before = present().map((file) => [file, file.includes('.') ? read(file) : '']);
  expect(await initProject(folder, {})).toMatchObject({ written: [], added: [] });
  expect(present().map((file) => [file, file.includes('.') ? read(file) : ''])).toEqual(before);
});

test.each([
  ['no document', {}, {}, /no OpenAPI document here.*--example/],
  ['two documents', { 'a.yaml': 'openapi: 3.1.0', 'b.json': '{"openapi":"3.1.0"}' }, {}, /a\.yaml, b\.json/],
  ['a document that is missing', {}, { spec: 'gone.yaml' }, /gone\.yaml/],
  ['--example beside a document', { 'openapi.json': greetings }, { example: true }, /already: openapi\.json/],
  ['Swagger 2.0', { 'api.json': { swagger: '2.0' } }, {}, /Swagger 2\.0 is not supported/],
  ['a broken document', { 'openapi.json': { ...greetings, paths: { '/': { get: 1 } } } }, {}, /openapi\.json/],
  [
    'a package.json of CommonJS',
    { 'openapi.json': greetings, 'package.json': { type: 'commonjs' } },
    {},
    /npm pkg set/,
  ],
  ['a package.json that is none', { 'openapi.json': greetings, 'package.json': '[]' }, {}, /not a JSON object/],
  ['a file in the place of a folder', { 'openapi.json': greetings, server: 'ours' }, {}, /ENOTDIR|EEXIST/],
  ['a file that is in the way half-way', { 'openapi.json': greetings, generated: 'ours' }, {}, /ENOTDIR|EEXIST/],
])('with %s nothing is written', async (_, files, options, message) => {
  for (const [file, content] of Object.entries(files)) put(file, content as object | string);
  const before = present();
  await expect(initProject(folder, options)).rejects.toThrow(message);
  expect(present()).toEqual(before);
});

test('problems of the document are told with their places', async () => {
  put('openapi.json', { ...greetings, paths: { '/': { get: 1 } } });
  await expect(initProject(folder, {})).rejects.toBeInstanceOf(ContractProblems);
});

test.skipIf(process.platform === 'win32')('a link that leads nowhere is not written through', async () => {
  put('openapi.json', greetings);
  symlinkSync('elsewhere', path.join(folder, 'tsconfig.json'));
  expect((await initProject(folder, {})).leftAlone).toEqual(['tsconfig.json']);
  expect(present()).not.toContain('elsewhere');
});
