import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { GeneratedFiles } from './generate.ts';

/** How a folder differs from what should be in it. */
export interface Drift {
  readonly file: string;
  readonly kind: 'changed' | 'missing' | 'extra';
}

/** Compares a folder with what should be in it. */
export function findDrift(folder: string, files: GeneratedFiles): Drift[] {
  const present = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const extra = present
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !files.has(file));
  return [
    ...[...files].flatMap(([file, text]): Drift[] => {
      const target = path.join(folder, file);
      if (!existsSync(target)) return [{ file, kind: 'missing' }];
      return readFileSync(target, 'utf8') === text ? [] : [{ file, kind: 'changed' }];
    }),
    ...extra.map((file): Drift => ({ file, kind: 'extra' })),
  ];
}

/**
 * Writes the files that differ, each by a rename, so that a reader never sees half of one. Deletes nothing: the
 * folder may be somebody's own.
 *
 * @returns what was written, as paths below the folder
 */
export function writeFiles(folder: string, files: GeneratedFiles): string[] {
  const stale = findDrift(folder, files).filter(({ kind }) => kind !== 'extra');
  mkdirSync(folder, { recursive: true });
  for (const { file } of stale) {
    const target = path.join(folder, file);
    const temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, files.get(file) ?? '');
    renameSync(temporary, target);
  }
  return stale.map(({ file }) => file);
}
