import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GeneratedFiles } from './generate.ts';

/** How a folder differs from what should be in it. */
export interface Drift {
  readonly file: string;
  readonly kind: 'changed' | 'missing' | 'extra';
}

/**
 * Compares a folder with what should be in it.
 *
 * @throws {Error} one sentence, if a file stands where the folder should be or the other way round
 */
export function findDrift(folder: string, files: GeneratedFiles): Drift[] {
  refuseOtherThanFolder(folder);
  const present = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const extra = present
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !files.has(file));
  return [
    ...[...files].flatMap(([file, text]): Drift[] => {
      const target = path.join(folder, file);
      const stats = statSync(target, { throwIfNoEntry: false });
      if (!stats) return [{ file, kind: 'missing' }];
      if (stats.isDirectory()) throw new Error(`${target} is a folder where a file belongs.`);
      return readFileSync(target, 'utf8') === text ? [] : [{ file, kind: 'changed' }];
    }),
    ...extra.map((file): Drift => ({ file, kind: 'extra' })),
  ];
}

/** @throws {Error} if there is something of this name that no file can be put in */
export function refuseOtherThanFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Error(`${folder} is a file, not a folder to write to.`);
}

/** @param sources absolute paths of the files that a document was read from @throws {Error} if one would be replaced */
export function refuseToReplace(folder: string, files: GeneratedFiles, sources: readonly string[]): void {
  const targets = [...files.keys()].map((file) => path.resolve(folder, file));
  const source = sources.find((file) => targets.includes(file));
  if (source !== undefined)
    throw new Error(`${path.relative('', source)} is the document itself: choose another folder with --out.`);
}

/**
 * Writes the files that differ: all of them beside their places first, then each by a rename, so that a reader never
 * sees half of one and a full disk changes nothing. Deletes nothing: the folder may be somebody's own.
 *
 * @returns what was written, as paths below the folder
 * @throws {Error} if that fails; then all is as it was
 */
export function writeFiles(folder: string, files: GeneratedFiles): string[] {
  const stale = findDrift(folder, files).filter(({ kind }) => kind !== 'extra');
  if (stale.length > 0) uninterrupted(() => replace(folder, stale, files));
  return stale.map(({ file }) => file);
}

function replace(folder: string, stale: readonly Drift[], files: GeneratedFiles): void {
  const moves = stale.map(({ file }) => {
    const target = path.join(folder, file);
    return { temporary: `${target}.${process.pid}.tmp`, target, text: files.get(file) ?? '' };
  });
  let made: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true });
    for (const { temporary, text } of moves) writeFileSync(temporary, text);
    for (const { temporary, target } of moves) renameSync(temporary, target);
  } catch (error) {
    for (const { temporary } of moves) rmSync(temporary, { force: true });
    if (made !== undefined) rmSync(made, { recursive: true });
    throw new Error(`${folder} can't be written: ${(error as Error).message}`, { cause: error });
  }
}

/** Lets a signal that would end the process wait until some synchronous work is done. */
function uninterrupted(work: () => void): void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const stopWaiting = () => {
    for (const signal of signals) process.off(signal, endAfterAll);
  };
  const endAfterAll = (signal: NodeJS.Signals) => {
    stopWaiting();
    // Others may listen, or the signal ends the process as it would have done.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, endAfterAll);
  try {
    work();
  } finally {
    // Signals that came meanwhile are told in the next turn.
    setImmediate(stopWaiting);
  }
}
