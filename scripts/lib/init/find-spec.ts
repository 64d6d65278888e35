import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { defaultSpec } from '../default-spec.ts';

/** Bytes in which a document says what it is. */
const head = 4096;

/** They may name a program or a package `openapi`. */
const npmFiles = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'];

/**
 * The document in a folder: the one that every command means, or the only file that says at its head that it is OpenAPI.
 *
 * @returns its path below the folder; undefined if there is none
 * @throws if there are several to choose from
 */
export function findSpec(folder: string): string | undefined {
  const usual = defaultSpec(folder);
  if (existsSync(path.join(folder, usual))) return usual;
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name) && !npmFiles.includes(entry.name))
    .map(({ name }) => name)
    .filter((name) => isOpenApi(path.join(folder, name)));
  if (found.length > 1) throw new Error(`Which document do you mean? Choose with --spec: ${found.sort().join(', ')}`);
  return found[0];
}

/**
 * Whether a file says so, with a version: `openapi` alone is also a program's name in package-lock.json. That of another
 * version is one, too, and the reader will say what is wrong with it.
 */
function isOpenApi(file: string): boolean {
  const buffer = Buffer.alloc(head);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, buffer, 0, head, 0);
    return /^[\s{]*["']?(openapi|swagger)["']?\s*:\s*["']?\d+\./m.test(buffer.toString('utf8', 0, length));
  } finally {
    closeSync(handle);
  }
}
