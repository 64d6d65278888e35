import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where a file of `template/` is. Those that are code end in `.txt`, so that no tool takes them for this project's own. */
export function templatePath(file: string): string {
  return fileURLToPath(new URL(`template/${file}`, import.meta.url));
}

export function readTemplate(file: string): string {
  return readFileSync(templatePath(file), 'utf8');
}
