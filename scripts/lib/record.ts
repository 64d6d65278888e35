import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/** A path to the digest of what the file held; null if there was none. */
type Digests = Readonly<Record<string, string | null>>;

/** What one run made of what, so that the next need not do it again. */
interface RunRecord {
  /** Stands for the code that ran: another version may make something else. */
  readonly pipeline: string;
  readonly inputs: Digests;
  readonly outputs: Digests;
  /** What was doubtful, to be told again. */
  readonly warnings: readonly string[];
}

/** Which run is meant: the document, and the folder of what follows from it. */
export interface RunOf {
  readonly spec: string;
  readonly out: string;
}

/** Their output is ours: another version of one of them may make something else. */
const libraries = ['openapi-typescript', '@redocly/openapi-core', 'typescript'];

/**
 * The warnings of the last run, if a new one would make of the same files what is already there; undefined if it might
 * not, or nobody knows.
 */
export function recall(run: RunOf): readonly string[] | undefined {
  try {
    const record = JSON.parse(readFileSync(recordFile(run), 'utf8')) as RunRecord;
    const isSame = record.pipeline === pipelineDigest() && [record.inputs, record.outputs].every(areUnchanged);
    return isSame ? record.warnings : undefined;
  } catch {
    // There is none, or it is none of ours.
    return undefined;
  }
}

/** Keeps what a run made of what. If it can't be kept, the next run just does its work. */
export function remember(
  run: RunOf,
  { inputs, outputs, warnings }: { inputs: readonly string[]; outputs: readonly string[]; warnings: readonly string[] },
): void {
  const record: RunRecord = {
    pipeline: pipelineDigest(),
    inputs: digests(inputs),
    outputs: digests(outputs.map((file) => path.resolve(run.out, file))),
    warnings,
  };
  try {
    const file = recordFile(run);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}.tmp`, JSON.stringify(record));
    renameSync(`${file}.${process.pid}.tmp`, file);
  } catch {
    // A read-only node_modules, a full disk.
  }
}

/** Where a run is recorded. Never in the output folder: that one is committed, and checked for what doesn't belong there. */
export function recordFile({ spec, out }: RunOf): string {
  const folder = existsSync('node_modules')
    ? path.resolve('node_modules/.cache/latchkey')
    : path.join(tmpdir(), `latchkey-${userInfo().username}`);
  return path.join(folder, `${digest(`${path.resolve(spec)}\n${path.resolve(out)}`)}.json`);
}

function pipelineDigest(): string {
  const own = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.[jt]s$/.test(entry.name))
    .map(({ name }) => digestOf(path.join(import.meta.dirname, name)));
  const versions = libraries.map((name) => digestOf(findPackageJSON(name, import.meta.url) ?? ''));
  return digest([process.version, ...own, ...versions].join());
}

function areUnchanged(recorded: Digests): boolean {
  const files = Object.entries(recorded);
  return files.length > 0 && files.every(([file, before]) => digestOf(file) === before);
}

function digests(files: readonly string[]): Digests {
  return Object.fromEntries(files.map((file) => [file, digestOf(file)]));
}

function digestOf(file: string): string | null {
  return existsSync(file) ? digest(readFileSync(file)) : null;
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
