import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtempDisposable, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from './contract.ts';
import { generate } from './generate.ts';
import { writeFiles } from './output.ts';
import { ContractProblems } from './problem.ts';
import { renderTypes } from './types.ts';

const temporaryFolder = () => mkdtempDisposable(path.join(tmpdir(), 'latchkey-bad-input-'));

const head = 'openapi: 3.1.0\ninfo: { title: Shelf, version: "1" }\n';
const good = `${head}paths: { /a: { get: { responses: { "200": { description: ok } } } } }\n`;

/** Puts something at this path that a careless or a malicious person may hand over. */
type Make = (spec: string) => Promise<unknown>;
const holding = (content: string | Uint8Array) => (spec: string) => writeFile(spec, content);

const laughs = Array.from({ length: 30 }, (_, level) => `  a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`);
const nested = (levels: number) => `{ "openapi": "3.1.0", "x-deep": ${'['.repeat(levels)}${']'.repeat(levels)} }`;

/** Each, and a part of the one sentence that tells it. */
const refused: Readonly<Record<string, [make: Make, message: string]>> = {
  nothing: [async () => {}, 'no such file'],
  'a folder': [(spec) => mkdir(spec), 'It is a folder'],
  'a link to itself': [(spec) => symlink(spec, spec), 'symbolic links'],
  'an empty file': [holding(''), 'not an OpenAPI document'],
  'a byte order mark and no more': [holding('\ufeff'), 'not an OpenAPI document'],
  'white space': [holding('\n \n'), 'not an OpenAPI document'],
  'a file of 200 MB': [async (spec) => truncate(spec, 200e6).catch(() => makeLarge(spec)), 'larger than 128 MiB'],
  'a picture': [holding(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0x1a])), 'not text in UTF-8'],
  'text with zero bytes': [holding(`${good}\0`), 'not text in UTF-8'],
  'JSON that breaks off': [holding('{ "openapi": "3.1.0",'), 'unexpected end'],
  'two documents in one file': [holding(`${good}---\n${good}`), 'single document'],
  'aliases that stand for a billion objects': [
    holding(`${head}paths: {}\nx-laughs:\n  a0: &a0 [ha]\n${laughs.join('\n')}\n`),
    'aliases stand for more than 20 million',
  ],
  'an alias within what it stands for': [holding(`${head}paths: {}\nx-self: &self { again: *self }\n`), 'alias itself'],
  'YAML nested 10,000 levels deep': [
    holding(`${head}x-deep: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
    'exceeded maxDepth',
  ],
  'JSON nested 10,000 levels deep': [holding(nested(10_000)), 'nested more than 500 levels'],
  'Swagger 2.0': [holding('swagger: "2.0"\npaths: {}\n'), 'Swagger 2.0 is not supported'],
  'OpenAPI 3.2': [holding('openapi: 3.2.0\npaths: {}\n'), 'OpenAPI 3.2.0 is not supported'],
  'a version that is an object': [holding('openapi: {}\npaths: {}\n'), 'is not supported'],
  'a reference to another host': [
    holding(`${head}paths: { /a: { $ref: "http://127.0.0.1:9/item.yaml" } }\n`),
    'Nothing is fetched',
  ],
  'paths that are a list': [holding(`${head}paths: [1]\n`), 'Expected type `Paths`'],
  'a path that is null': [holding(`${head}paths: { /a: null }\n`), 'Expected type `PathItem`'],
  'a body without content': [
    holding(`${head}paths: { /a: { post: { requestBody: {}, responses: {} } } }\n`),
    '`content` must be present',
  ],
};

/** Takes no room on the disk. */
async function makeLarge(spec: string): Promise<void> {
  await writeFile(spec, '');
  await truncate(spec, 200e6);
}

test.each(Object.entries(refused))('%s is refused in one sentence', { timeout: 20_000 }, async (_, [make, message]) => {
  await using folder = await temporaryFolder();
  const spec = path.join(folder.path, 'shelf.yaml');
  await make(spec);
  const error = await loadContract(spec).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ContractProblems);
  const { problems } = error as ContractProblems;
  expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  expect(problems.map((problem) => problem.message).join('\n')).not.toMatch(/^\s+at |Maximum call stack/m);
});

const utf16 = Buffer.from(`\ufeff${good}`, 'utf16le');

/** What looks strange, and is in order. */
const accepted: Readonly<Record<string, string | Uint8Array>> = {
  'a byte order mark': `\ufeff${good}`,
  'a byte order mark before JSON': `\ufeff${JSON.stringify({ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: { '/a': { get: {} } } })}`,
  'UTF-16': utf16,
  'UTF-16, big end first': Buffer.from(utf16).swap16(),
  'Windows’ line ends': good.replaceAll('\n', '\r\n'),
  aliases: `${head}x-ok: &ok { "200": { description: ok } }\npaths: { /a: { get: { responses: *ok } }, /b: { get: { responses: *ok } } }\n`,
};

test.each(Object.entries(accepted))('takes %s', async (_, content) => {
  await using folder = await temporaryFolder();
  const spec = path.join(folder.path, 'shelf.yaml');
  await writeFile(spec, content);
  expect((await loadContract(spec)).document.paths?.['/a']?.get?.operationId).toBe('get_a');
});

test('names that mean something to JavaScript are names like others', async () => {
  await using folder = await temporaryFolder();
  const spec = path.join(folder.path, 'shelf.yaml');
  const ids = ['__proto__', 'constructor', 'toString', 'getBook', 'getbook', 'with space'];
  const paths = ids.map((id, index) => `  /${index}: { get: { operationId: ${id}, responses: {} } }`);
  await writeFile(spec, `${head}paths:\n${paths.join('\n')}\n`);
  const files = await generate(spec);
  await writeFile(path.join(folder.path, 'operations.ts'), files.get('operations.ts') ?? '');
  const { operations } = await import(path.join(folder.path, 'operations.ts'));
  expect(Object.keys(operations)).toEqual(ids);
});

test('more operations than anybody can wait for are refused at once', () => {
  const paths = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`/${index}`, { get: {} }]));
  const document = { openapi: '3.1.0', info: { title: 'Huge', version: '1' }, paths };
  expect(() => renderTypes(document)).toThrow('The document has 100000 operations; 50000 is the most.');
});

test('what can’t be written whole changes nothing, and leaves nothing behind', async () => {
  await using folder = await temporaryFolder();
  const out = path.join(folder.path, 'out');
  writeFiles(out, new Map([['a.ts', 'first']]));
  const second = new Map([
    ['a.ts', 'second'],
    // A folder that isn't there, as good as a disk that is full.
    ['gone/b.ts', 'second'],
  ]);
  expect(() => writeFiles(out, second)).toThrow(/out can't be written: ENOENT/);
  expect(await readdir(out)).toEqual(['a.ts']);
  expect(await readFile(path.join(out, 'a.ts'), 'utf8')).toBe('first');
  expect(() => writeFiles(path.join(folder.path, 'new', 'out'), second)).toThrow(/can't be written/);
  expect(await readdir(folder.path)).toEqual(['out']);
});

test('a file where a folder belongs, and a folder where a file belongs, are told before anything is written', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'file');
  await writeFile(file, '');
  expect(() => writeFiles(file, new Map([['a.ts', '']]))).toThrow('is a file, not a folder');
  await mkdir(path.join(folder.path, 'out', 'b.ts'), { recursive: true });
  const files = new Map([
    ['a.ts', ''],
    ['b.ts', ''],
  ]);
  expect(() => writeFiles(path.join(folder.path, 'out'), files)).toThrow('is a folder where a file belongs');
  expect(await readdir(path.join(folder.path, 'out'))).toEqual(['b.ts']);
});

/** A program whose user presses Ctrl-C while the second of three files is being made. */
const interruptedProgram = `
  import { writeFiles } from ${JSON.stringify(new URL('./output.ts', import.meta.url).href)};
  class Interrupted extends Map {
    get(file) {
      if (file === 'b.ts') process.kill(process.pid, 'SIGINT');
      return super.get(file);
    }
  }
  writeFiles(process.argv[1], new Interrupted([['a.ts', 'new'], ['b.ts', 'new'], ['c.ts', 'new']]));
  setTimeout(() => {}, 10_000);
`;

test('Ctrl-C between two files waits for the last one, then ends the program', async () => {
  await using folder = await temporaryFolder();
  writeFiles(folder.path, new Map(['a.ts', 'b.ts', 'c.ts'].map((file) => [file, 'old'])));
  const child = spawn(process.execPath, ['--input-type=module', '-e', interruptedProgram, folder.path]);
  expect(await once(child, 'close')).toEqual([null, 'SIGINT']);
  const files = await readdir(folder.path);
  expect(files.sort()).toEqual(['a.ts', 'b.ts', 'c.ts']);
  for (const file of files) expect(await readFile(path.join(folder.path, file), 'utf8')).toBe('new');
});

test('two runs that write at once leave whole files', async () => {
  await using folder = await temporaryFolder();
  const out = path.join(folder.path, 'out');
  const spec = path.join(folder.path, 'shelf.yaml');
  await writeFile(spec, good);
  const [first, second] = await Promise.all([generate(spec), generate(spec)]);
  writeFiles(out, first ?? new Map());
  expect(writeFiles(out, second ?? new Map())).toEqual([]);
  expect(await readdir(out)).toHaveLength(4);
});
