import { readFileSync, statSync } from 'node:fs';

/** Larger documents would take more memory than most machines have, some forty times their size. */
const maxMebibytes = 128;

/** What people call the ways in which a file can't be read, by the system's code. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  ENOTDIR: 'There is no such file',
  EACCES: 'Permission to read it is denied',
  EPERM: 'Permission to read it is denied',
  EISDIR: 'It is a folder, not a file',
  ELOOP: 'Its symbolic links lead back to themselves',
};

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark; without the mark.
 *
 * @throws {Error} one sentence that names the file
 */
export function readText(file: string): string {
  const refuse = (reason: string) => new Error(`${reason}: ${file}`);
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > maxMebibytes * 2 ** 20) throw refuse(`It is larger than ${maxMebibytes} MiB`);
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : refuse(reasons[code] ?? (error as Error).message);
  }
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) throw refuse('It is not text in UTF-8 or UTF-16');
  return text.replaceAll('\r\n', '\n');
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** By the byte order mark (Unicode §23.8). */
function encodingOf([first, second]: Buffer): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
