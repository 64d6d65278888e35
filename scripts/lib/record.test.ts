import { mkdir, mkdtempDisposable, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generateWithContract } from './generate.ts';
import { writeFiles } from './output.ts';
import { recall, recordFile, remember } from './record.ts';

const shelf = 'openapi: 3.1.0\ninfo: { title: Shelf, version: "1" }\npaths: { /a: { $ref: "item.yaml" } }\n';
const item = 'get: { responses: { "200": { description: ok } } }\n';

/** Generates in a folder, and keeps a record of it. */
async function generatedOnce() {
  const folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-record-'));
  const at = (...names: string[]) => path.join(folder.path, ...names);
  await writeFile(at('shelf.yaml'), shelf);
  await writeFile(at('item.yaml'), item);
  const run = { spec: at('shelf.yaml'), out: at('out') };
  const generate = async () => {
    const { files, contract } = await generateWithContract(run.spec);
    writeFiles(run.out, files);
    const outputs = [...files.keys()];
    if (contract.inputs) remember(run, { inputs: contract.inputs, outputs, warnings: ['doubtful'] });
    return contract.inputs;
  };
  await generate();
  return {
    at,
    run,
    generate,
    [Symbol.asyncDispose]: async () => {
      await rm(recordFile(run), { force: true });
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('a run of which nothing has changed since is recalled, with its warnings', async () => {
  await using once = await generatedOnce();
  expect(recall(once.run)).toEqual(['doubtful']);
});

type At = (...names: string[]) => string;
const changes: Readonly<Record<string, (at: At) => Promise<unknown>>> = {
  'the document': (at) => writeFile(at('shelf.yaml'), `${shelf}\n`),
  'a file that it refers to': (at) => writeFile(at('item.yaml'), `${item}\n`),
  'rules that are new beside it': (at) => writeFile(at('redocly.yaml'), 'rules: {}\n'),
  'what was generated': (at) => writeFile(at('out', 'types.ts'), '// by hand'),
  'what was generated and is gone': (at) => rm(at('out', 'enums.ts')),
  'the folder, which is gone': (at) => rm(at('out'), { recursive: true }),
};

test.each(Object.entries(changes))('a change of %s is seen', async (_, change) => {
  await using once = await generatedOnce();
  await change(once.at);
  expect(recall(once.run)).toBeUndefined();
});

test.each(['', '{', 'null', '[]', '{"pipeline":1}'])('a record that says %j is as good as none', async (text) => {
  await using once = await generatedOnce();
  await writeFile(recordFile(once.run), text);
  expect(recall(once.run)).toBeUndefined();
});

test('another version of the pipeline recalls nothing', async () => {
  await using once = await generatedOnce();
  const record = JSON.parse(await readFile(recordFile(once.run), 'utf8'));
  await writeFile(recordFile(once.run), JSON.stringify({ ...record, pipeline: 'older' }));
  expect(recall(once.run)).toBeUndefined();
});

test('another folder is another run', async () => {
  await using once = await generatedOnce();
  expect(recall({ ...once.run, out: once.at('elsewhere') })).toBeUndefined();
});

const plugin = 'module.exports = () => ({ id: "own", rules: { oas3: {} } });\n';

test('rules are part of what is recorded: their file, and each plugin', async () => {
  await using once = await generatedOnce();
  await writeFile(once.at('redocly.yaml'), 'plugins: [./own.cjs]\nrules: { struct: error }\n');
  await writeFile(once.at('own.cjs'), plugin);
  await once.generate();
  expect(recall(once.run)).toBeDefined();
  await writeFile(once.at('own.cjs'), `${plugin}\n`);
  expect(recall(once.run)).toBeUndefined();
});

test.each([
  ['extend another file', 'extends: [./more.yaml]\n', plugin],
  ['have a plugin that loads other files', 'plugins: [./own.cjs]\n', `require('./more.yaml.cjs');\n${plugin}`],
])('rules that %s are not recorded: what they depend on is not known', async (_, rules, code) => {
  await using once = await generatedOnce();
  await mkdir(once.at('more'));
  await writeFile(once.at('more.yaml'), 'rules: { struct: error }\n');
  await writeFile(once.at('more.yaml.cjs'), '');
  await writeFile(once.at('redocly.yaml'), rules);
  await writeFile(once.at('own.cjs'), code);
  expect(await once.generate()).toBeUndefined();
});
