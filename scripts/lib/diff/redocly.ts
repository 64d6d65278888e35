import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Impact, Place, RawChange } from './change.ts';
import { pointerOf, segmentsOf } from './pointer.ts';

/** The report that we can read. `redocly diff` is experimental: another one is refused, not guessed at. */
const reportVersion = '1';

/**
 * Every difference between two bundled documents, by `redocly diff`.
 *
 * @param folder an empty folder for its files. It has no redocly.yaml, so that redocly's own defaults hold.
 * @throws if redocly fails, or reports in a shape that we don't know
 */
export async function listChanges(base: object, revision: object, folder: string): Promise<RawChange[]> {
  await Promise.all([
    writeFile(path.join(folder, 'base.json'), JSON.stringify(base)),
    writeFile(path.join(folder, 'revision.json'), JSON.stringify(revision)),
  ]);
  const report = path.join(folder, 'report.json');
  const options = ['diff', 'base.json', 'revision.json', '--format=json', '--fail-on=none', `--output=${report}`];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  await promisify(execFile)(process.execPath, [redocly(), ...options], { cwd: folder, env }).catch((error: Error) => {
    throw new Error(`redocly could not compare the documents: ${lastWords(error)}`);
  });
  return readReport(await readFile(report, 'utf8'));
}

/** Redocly's list of changes out of its report. Throws if the shape is not the known one. */
export function readReport(text: string): RawChange[] {
  try {
    const report: unknown = JSON.parse(text);
    expect(isObject(report) && report.reportVersion === reportVersion, `reportVersion ${reportVersion}`);
    expect(Array.isArray(report.changes), 'a list of changes');
    return report.changes.map(toChange);
  } catch (error) {
    throw new Error(
      `This version of redocly reports differences in a way that is not understood here: ${(error as Error).message}.`,
    );
  }
}

function toChange(change: unknown): RawChange {
  expect(isObject(change), 'changes that are objects');
  const { typeName, kind, property, impact, verdicts, base, revision } = change;
  expect(typeof typeName === 'string', 'a typeName');
  expect(kind === 'added' || kind === 'removed' || kind === 'modified', 'a kind');
  expect(property === undefined || typeof property === 'string', 'a property that is a name');
  expect(impact === 'major' || impact === 'minor' || impact === 'patch', 'an impact');
  expect(Array.isArray(verdicts), 'a list of verdicts');
  expect(kind === 'added' || isObject(base), 'a base');
  expect(kind === 'removed' || isObject(revision), 'a revision');
  return {
    typeName,
    kind,
    impact: impact as Impact,
    ...(property !== undefined && { property }),
    ...(isObject(base) && { before: toPlace(base, property) }),
    ...(isObject(revision) && { after: toPlace(revision, property) }),
    verdicts: verdicts.map((verdict) => {
      expect(isObject(verdict), 'verdicts that are objects');
      return { rule: String(verdict.ruleId), message: String(verdict.message) };
    }),
  };
}

/** Redocly points at the modified field if it is there, else at its node: we always point at the node. */
function toPlace({ pointer, value }: Record<string, unknown>, property: string | undefined): Place {
  expect(typeof pointer === 'string', 'a pointer');
  const segments = segmentsOf(pointer);
  const pointsAtField = property !== undefined && value !== undefined && segments.at(-1) === property;
  return { pointer: pointerOf(pointsAtField ? segments.slice(0, -1) : segments), value };
}

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`expected ${what}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function redocly(): string {
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  return path.join(path.dirname(manifest), 'bin/cli.js');
}

function lastWords(error: Error & { stderr?: string }): string {
  return error.stderr?.trim().split('\n').at(-1) || error.message;
}
