import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../sync-folder.ts';

/**
 * Makes files of one folder that are whole and on the disk, or not there: they are made in a folder beside their place.
 *
 * @param files none of them is there yet
 * @param make writes files of the same names in the folder that it gets
 * @throws if one is there, or can't be made
 */
export async function makeFiles<Result>(
  files: readonly string[],
  make: (folder: string) => Promise<Result>,
): Promise<Result> {
  files.forEach(refuseTaken);
  const folder = makeFolder(files[0] ?? '');
  try {
    const result = await make(folder);
    const made = files.map((file) => ({ file, from: path.join(folder, path.basename(file)) }));
    for (const { from } of made) sync(from);
    files.forEach(refuseTaken);
    for (const { file, from } of made) renameSync(from, file);
    syncFolder(path.dirname(folder));
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nobody but its owner may look into it. */
function makeFolder(file: string): string {
  try {
    return mkdtempSync(`${file}.partial-`);
  } catch (error) {
    throw new Error(`There can be no file ${file}: ${(error as Error).message}`);
  }
}

function refuseTaken(file: string): void {
  if (existsSync(file)) throw new Error(`${file} is there already, and nothing is overwritten.`);
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
