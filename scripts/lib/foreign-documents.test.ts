import { readFileSync } from 'node:fs';
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { generate } from './generate.ts';

/** A published document of 1 MB that the OpenAPI parser of openapi-typescript brings along for its benchmarks. */
const rebilly = (() => {
  const typescript = createRequire(import.meta.url).resolve('openapi-typescript');
  const parser = createRequire(typescript).resolve('@redocly/openapi-core/package.json');
  return readFileSync(path.join(path.dirname(parser), 'src/benchmark/benches/rebilly.yaml'), 'utf8');
})();

/** Public examples, among them the Petstore in both versions. */
const example = (file: string) => {
  const manifest = createRequire(import.meta.url).resolve('@readme/oas-examples/package.json');
  return readFileSync(path.join(path.dirname(manifest), file), 'utf8');
};
const petstore30 = example('3.0/json/petstore.json');
const petstore31 = example('3.1/json/petstore.json');
const trainTravel = example('3.1/json/train-travel.json');

const text = { type: 'string' };
const json = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });

/** What people write that Latchkey's own contract doesn't. */
const odd = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Odd', version: '1' },
  paths: {
    '/a b/{some-id}.json': {
      parameters: [{ name: 'some-id', in: 'path', required: true, schema: text }],
      get: { operationId: 'list the-things', responses: { '2XX': json({ $ref: '#/components/schemas/The-Thing' }) } },
      trace: { responses: { default: json(text) } },
    },
    '/upload': {
      post: {
        parameters: [{ name: 'session', in: 'cookie', schema: { ...text, default: 'x' } }],
        requestBody: { content: { 'multipart/form-data': { schema: { type: 'object' } }, 'image/*': {} } },
        responses: { 201: { description: 'made' } },
        callbacks: { done: { '{$request.query.url}': { post: { responses: { 200: { description: 'ok' } } } } } },
      },
    },
  },
  components: {
    schemas: {
      'The-Thing': {
        allOf: [{ $ref: '#/components/schemas/1st' }, { type: 'object', additionalProperties: text }],
        nullable: true,
      },
      '1st': { type: 'object', properties: { 'a-b': { enum: ['x', 1, null] }, toString: text } },
      Log: { type: 'object', properties: { 'log-level': { ...text, 'x-extensible-enum': ['a"b', 'c\\d', '`'] } } },
    },
  },
});

const webhooksOnly = JSON.stringify({
  openapi: '3.1.1',
  info: { title: 'Hooks', version: '1' },
  webhooks: { made: { post: { requestBody: { content: { 'application/json': { schema: text } } }, responses: {} } } },
});

const empty = 'openapi: 3.1.0\ninfo: { title: Nothing, version: "0" }\npaths: {}\n';

test('what follows from other people’s documents compiles', { timeout: 90_000 }, async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-foreign-'));
  const modules: string[] = [];
  for (const [name, document] of Object.entries({
    petstore30,
    petstore31,
    trainTravel,
    rebilly,
    odd,
    webhooksOnly,
    empty,
  })) {
    const spec = path.join(folder.path, `${name}.yaml`);
    await writeFile(spec, document);
    await mkdir(path.join(folder.path, name));
    for (const [file, content] of await generate(spec)) {
      const target = path.join(folder.path, name, file);
      await writeFile(target, content);
      if (file.endsWith('.ts')) modules.push(target);
    }
  }
  expect(modules).toHaveLength(21);
  const program = ts.createProgram(modules, {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  expect(ts.getPreEmitDiagnostics(program).map(describeDiagnostic)).toEqual([]);
});

function describeDiagnostic({ file, start, messageText }: ts.Diagnostic): string {
  const { line } = file?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0 };
  return `${path.basename(path.dirname(file?.fileName ?? ''))}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
