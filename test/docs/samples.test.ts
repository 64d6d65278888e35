import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachOperation, type OpenApiDocument } from '../../scripts/lib/document.ts';
import { generate } from '../../scripts/lib/generate.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { sampleOf } from './page-scripts.ts';

const run = promisify(execFile);
const client = fileURLToPath(new URL('../../client/index.ts', import.meta.url));
const own = { 'x-client': { package: 'latchkey-client', factory: 'createLatchkeyClient' } };

let folder = '';
let service: Service;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'samples-'));
  service = await startService();
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

/** Latchkey's own contract, whose examples name a key that is there. */
async function documentOfService(extensions = {}): Promise<OpenApiDocument> {
  const token = await fetchToken(service, service.firstKey);
  const body = JSON.stringify({ name: 'For the samples' });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const created = await fetch(`${service.url}/api-keys`, { method: 'POST', headers, body });
  const { clientId, clientSecret, secretId } = (await created.json()) as Record<string, string>;
  const text = (await readFile('generated/openapi.json', 'utf8'))
    .replaceAll('key_0PwTq3x9Zk2mB7sVhN4dLy', String(clientId))
    .replaceAll('lks_8Zt3kPq0VbN5xYd7RmW2sLcA9fJhGu3aksgH', String(clientSecret))
    .replaceAll('sec_0PwTq3x9bW5eH1rTgM8zCv', String(secretId));
  const document: OpenApiDocument = JSON.parse(text);
  return { ...document, info: { ...document.info, ...extensions }, servers: [{ url: service.url }] };
}

/** Every operation, what deletes last, and first of that what lies deepest. */
function inOrderOfLife(document: OpenApiDocument) {
  const rank = ({ method, path: route }: { method: string; path: string }) =>
    method === 'delete' ? 1 / route.length : 0;
  return [...eachOperation(document)].sort((a, b) => rank(a) - rank(b));
}

const successOf = (responses = {}) => Object.keys(responses).find((status) => status.startsWith('2'));

test('every curl sample of Latchkey’s contract does what its operation promises', async ({ skip }) => {
  const hasCurl = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  skip(!hasCurl, 'curl is not installed');
  const document = await documentOfService();
  const env = { ...process.env, ACCESS_TOKEN: await fetchToken(service, service.firstKey) };
  const answers: string[][] = [];
  const promised: unknown[][] = [];
  for (const { path: route, method, operation } of inOrderOfLife(document)) {
    const command = `${sampleOf(document, route, method, 'curl')} --silent --output /dev/null --write-out '%{http_code}'`;
    const { stdout } = await run('sh', ['-c', command], { env });
    answers.push([operation.operationId ?? '', stdout]);
    promised.push([operation.operationId, successOf(operation.responses)]);
  }
  expect(answers).toEqual(promised);
});

test('every client sample of Latchkey’s contract runs', async () => {
  const document = await documentOfService(own);
  const main: string[] = [];
  for (const { path: route, method, operation } of inOrderOfLife(document)) {
    const text = sampleOf(document, route, method, 'client') ?? '';
    const file = path.join(folder, `${operation.operationId}.ts`);
    await writeFile(file, text.replace("'latchkey-client'", JSON.stringify(client)));
    main.push(`await import(${JSON.stringify(file)});`, `console.log('${operation.operationId}: done');`);
  }
  await writeFile(path.join(folder, 'main.ts'), main.join('\n'));
  const { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } = service.firstKey;
  const env = { ...process.env, CLIENT_ID, CLIENT_SECRET };
  const { stdout } = await run(process.execPath, [path.join(folder, 'main.ts')], { env });
  expect(stdout.match(/\w+: done/g)).toHaveLength(main.length / 2);
  expect(stdout).toContain("name: 'Billing worker'");
});

const example = (file: string) => {
  const manifest = createRequire(import.meta.url).resolve('@readme/oas-examples/package.json');
  return path.join(path.dirname(manifest), file);
};

test('every client sample compiles, of Latchkey’s contract and of other people’s', { timeout: 40_000 }, async () => {
  const documents: Record<string, string> = {
    latchkey: 'spec/openapi.yaml',
    petstore30: example('3.0/json/petstore.json'),
    petstore31: example('3.1/json/petstore.json'),
    trainTravel: example('3.1/json/train-travel.json'),
  };
  const modules: string[] = [];
  for (const [name, spec] of Object.entries(documents)) {
    await mkdir(path.join(folder, name, 'generated'), { recursive: true });
    const files = await generate(spec);
    for (const [file, text] of files) await writeFile(path.join(folder, name, 'generated', file), text);
    const document: OpenApiDocument = JSON.parse(files.get('openapi.json') ?? '');
    const variants = name === 'latchkey' ? { any: {}, own } : { any: {} };
    for (const [variant, extensions] of Object.entries(variants)) {
      const described = { ...document, info: { ...document.info, 'x-client': undefined, ...extensions } };
      for (const { path: route, method, operation } of eachOperation(document)) {
        const text = sampleOf(described, route, method, 'client');
        if (text === undefined) continue;
        const file = path.join(folder, name, `${operation.operationId}.${variant}.ts`);
        await writeFile(file, text);
        modules.push(file);
      }
    }
  }
  expect(modules.length).toBeGreaterThan(50);
  const program = ts.createProgram(modules, {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    typeRoots: [path.resolve('node_modules/@types')],
    paths: { 'latchkey-client': [client] },
  });
  const problems = modules.flatMap((file) => [
    ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ]);
  expect(problems.map(describeDiagnostic)).toEqual([]);
});

function describeDiagnostic({ file, start, messageText }: ts.Diagnostic): string {
  const { line } = file?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0 };
  const place = path.basename(file?.fileName ?? '');
  return `${place}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
