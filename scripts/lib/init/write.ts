import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Path below the project's folder, to the file's whole text. */
export type Files = ReadonlyMap<string, string>;

/** Whether there is anything at a path, be it a link that leads nowhere. */
export function isTaken(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Writes files that don't exist yet, all or none.
 *
 * @param last what is to happen when all are written; if it fails, they are taken back, too
 * @throws what kept a file from being written, or because one exists
 */
export function writeNew(folder: string, files: Files, last: () => void): void {
  const undo: (() => void)[] = [];
  try {
    for (const [file, text] of files) {
      const target = path.join(folder, file);
      const first = mkdirSync(path.dirname(target), { recursive: true });
      if (first !== undefined) undo.push(() => removeEmpty(path.dirname(target), first));
      writeFileSync(target, text, { flag: 'wx' });
      undo.push(() => rmSync(target));
    }
    last();
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Replaces a file at once, so that a reader never sees half of it. */
export function replace(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Folders that were made on the way to a file, unless somebody else has put something there. */
function removeEmpty(folder: string, first: string): void {
  if (readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  if (path.resolve(folder) !== path.resolve(first)) removeEmpty(path.dirname(folder), first);
}
