import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eachOperation, type OpenApiDocument } from '../../../scripts/lib/document.ts';
import { oneCall } from './one-call.ts';
import { runToEnd, startServing } from './program.ts';
import { github, type PublicDocument, publicDocuments, sizeOf } from './public-documents.ts';
import { measureSaveToAnswer, type SaveToAnswer } from './save-to-answer.ts';
import { median } from './statistics.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = (name: string) => path.join(root, 'scripts', `${name}.ts`);
const tsc = path.join(root, 'node_modules/typescript/lib/tsc.js');
const openapiTypescript = path.join(root, 'node_modules/openapi-typescript/bin/cli.js');

/** What became of one public document. Times are of whole processes, in seconds. */
export interface DocumentReport {
  readonly name: string;
  readonly openapi?: string;
  readonly megabytes: number;
  readonly files: number;
  readonly operations?: number;
  readonly seconds: Partial<Record<Step, number>>;
  /** `ok`, or what went wrong. */
  readonly result: string;
}

export const steps = ['generate', 'compile', 'mock', 'diff'] as const;
type Step = (typeof steps)[number];

export interface PipelineReport {
  readonly documents: readonly DocumentReport[];
  /** GitHub's document: our command's time as a share of openapi-typescript's, in the same round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly greatest: number };
  readonly medianSeconds: { readonly latchkey: number; readonly openapiTypescript: number };
  /** Median milliseconds to see that GitHub's document has not changed, by its own word. */
  readonly unchangedMilliseconds: number;
  readonly saveToAnswer: readonly SaveToAnswer[];
}

const saves = 20;

/** Generates, compiles, mocks and compares every public document; and measures GitHub's beside openapi-typescript. */
export async function measurePipeline(rounds: number, report: (progress: string) => void): Promise<PipelineReport> {
  const documents: DocumentReport[] = [];
  for (const document of publicDocuments) {
    report(`public documents: ${document.name}`);
    documents.push(await tryDocument(document));
  }
  const github = await compareOnGithub(rounds, report);
  report('saving');
  return { documents, ...github, saveToAnswer: await measureSaveToAnswer(saves) };
}

async function tryDocument(document: PublicDocument): Promise<DocumentReport> {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-public-'));
  const spec = await document.place(folder.path);
  const { files, bytes } = sizeOf(spec);
  const size = { name: document.name, files, megabytes: bytes / 1e6 };
  const seconds: Partial<Record<Step, number>> = {};
  let made: OpenApiDocument | undefined;
  const facts = () => made && { openapi: made.openapi, operations: [...eachOperation(made)].length };
  try {
    const generated = (file: string) => path.join(folder.path, 'generated', file);
    const options = ['--spec', spec];
    const time = async (step: Step, work: Promise<{ seconds: number }>) => {
      seconds[step] = (await work).seconds;
    };
    await time('generate', runToEnd(script('generate'), [...options, '--out', generated('')], folder.path));
    made = JSON.parse(readFileSync(generated('openapi.json'), 'utf8')) as OpenApiDocument;
    const modules = ['types.ts', 'operations.ts', 'enums.ts'].map(generated);
    await time('compile', runToEnd(tsc, [...strictly, ...modules], folder.path));
    await time('mock', callMock(options, made, folder.path));
    await time('diff', compareWithItself(spec, folder.path));
    return { ...size, ...facts(), seconds, result: 'ok' };
  } catch (error) {
    return { ...size, ...facts(), seconds, result: (error as Error).message.slice(0, 300) };
  }
}

const strictly = '--noEmit --strict --skipLibCheck false --target es2022 --module nodenext'.split(' ');

async function callMock(options: readonly string[], document: OpenApiDocument, cwd: string) {
  await using mock = await startServing(script('mock'), [...options, '--port', '0'], cwd);
  const { method, path: called, headers } = oneCall(document);
  const response = await fetch(mock.url + called, { method, headers });
  if (!response.ok)
    throw new Error(`The mock answered ${method} ${called} with ${response.status}: ${await response.text()}`);
  return { seconds: mock.seconds };
}

async function compareWithItself(spec: string, cwd: string) {
  const ended = await runToEnd(script('diff'), ['--spec', spec, '--base', spec, '--json'], cwd);
  const { changes } = JSON.parse(ended.stdout) as { changes: readonly unknown[] };
  if (changes.length > 0) throw new Error(`Compared with itself it has ${changes.length} changes`);
  return ended;
}

/** Both commands in turn, each first in every other round; all in one folder that holds nothing else. */
async function compareOnGithub(rounds: number, report: (progress: string) => void) {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-github-'));
  const spec = await github.place(folder.path);
  mkdirSync(path.join(folder.path, 'theirs'));
  const ours = (...more: string[]) =>
    runToEnd(script('generate'), ['--spec', spec, '--out', 'ours', ...more], folder.path);
  const theirs = () => runToEnd(openapiTypescript, [spec, '--output', 'theirs/types.ts'], folder.path);
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    report(`GitHub's document, round ${round + 1} of ${rounds}`);
    const first = round % 2 === 0 ? await ours('--force') : undefined;
    const theirTime = (await theirs()).seconds;
    pairs.push({ ours: (first ?? (await ours('--force'))).seconds, theirs: theirTime });
  }
  const unchanged: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [, milliseconds] = /up to date \((\d+) ms\)/.exec((await ours()).stdout) ?? [];
    unchanged.push(Number(milliseconds));
  }
  const ratios = pairs.map((pair) => pair.ours / pair.theirs);
  return {
    ratio: { median: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) },
    medianSeconds: {
      latchkey: median(pairs.map((pair) => pair.ours)),
      openapiTypescript: median(pairs.map((pair) => pair.theirs)),
    },
    unchangedMilliseconds: median(unchanged),
  };
}
