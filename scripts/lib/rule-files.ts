import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '@redocly/openapi-core';

/** What a plugin may take from elsewhere without its behaviour depending on another file of the project. */
const elsewhere = /\bfrom\s*['"](?!node:)|\bimport\s*['"(]|\brequire\s*\(/;

/** A configuration that is put together from more files than itself and its plugins. */
const composed = /\$ref|^extends:[^#\n]*[./]|^\s*-\s*\S+\.ya?ml/m;

/**
 * Every file that decides which rules hold for a document, those included that aren't there but could be.
 *
 * @param ownRules path of the redocly.yaml beside the document
 * @returns undefined if not all of them can be told
 */
export function ruleFiles(ownRules: string, { plugins }: Config): string[] | undefined {
  const files = [ownRules, path.join(path.dirname(ownRules), '.redocly.lint-ignore.yaml')];
  if (!existsSync(ownRules)) return files;
  if (composed.test(readFileSync(ownRules, 'utf8'))) return undefined;
  const code = plugins.flatMap(({ absolutePath }) => absolutePath ?? []);
  if (code.some((file) => elsewhere.test(readFileSync(file, 'utf8')))) return undefined;
  return [...files, ...code];
}
