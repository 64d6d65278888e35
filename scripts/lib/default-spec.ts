import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a document is looked for, first things first. */
const candidates = ['spec', '.'].flatMap((folder) =>
  ['yaml', 'yml', 'json'].map((extension) => path.posix.join(folder, `openapi.${extension}`)),
);

/**
 * The document that a command means when it isn't given one: `spec/openapi.yaml`, `.yml` or `.json`, or the same
 * beside the caller.
 *
 * @param folder where to look; the current one by default
 * @returns the first that exists, or else the first name, so that the command says what it missed
 */
export function defaultSpec(folder = '.'): string {
  return candidates.find((file) => existsSync(path.join(folder, file))) ?? 'spec/openapi.yaml';
}
