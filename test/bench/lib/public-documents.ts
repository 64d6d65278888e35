import { cpSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runToEnd } from './program.ts';

/** Somebody else's document, as a package ships it. */
export interface PublicDocument {
  readonly name: string;
  /** Puts it into this folder of its own, and returns its path. */
  place(folder: string): Promise<string>;
}

const packages = fileURLToPath(new URL('../node_modules/', import.meta.url));
const redocly = fileURLToPath(new URL('../../../node_modules/@redocly/cli/bin/cli.js', import.meta.url));

/** Alone in a folder, as its owner has it: no package.json and no redocly.yaml beside it. */
function shipped(name: string, file: string): PublicDocument {
  return {
    name,
    place: async (folder) => {
      const document = path.join(folder, path.basename(file));
      cpSync(path.join(packages, file), document);
      return document;
    },
  };
}

/** One of them in many files: a file for each path and each component, by redocly's own `split`. */
function split(name: string, whole: PublicDocument): PublicDocument {
  return {
    name,
    place: async (folder) => {
      const document = await whole.place(folder);
      await runToEnd(redocly, ['split', document, '--outDir', path.join(folder, 'split')], folder);
      return path.join(folder, 'split', path.basename(document));
    },
  };
}

export const github = shipped('GitHub', '@octokit/openapi/generated/api.github.com.json');
const figma = shipped('Figma', '@figma/rest-api-spec/openapi/openapi.yaml');

/** OpenAPI 3.0 and 3.1, JSON and YAML, large and small, in one file and in many. */
export const publicDocuments: readonly PublicDocument[] = [
  github,
  shipped('ShipEngine', 'shipengine-openapi/openapi.json'),
  shipped('Rclone', 'rclone-openapi/openapi.json'),
  figma,
  split('Figma, in many files', figma),
  shipped('Decentraland', '@dcl/catalyst-api-specs/lib/api.yaml'),
  shipped('Scalar Galaxy', '@scalar/galaxy/dist/latest.yaml'),
];

/** How many files a document has, and their bytes. */
export function sizeOf(document: string): { readonly files: number; readonly bytes: number } {
  const isAlone = path.basename(path.dirname(document)) !== 'split';
  const files = isAlone
    ? [document]
    : readdirSync(path.dirname(document), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}
