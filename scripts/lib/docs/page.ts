import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenApiDocument } from '../document.ts';
import type { GeneratedFiles } from '../generate.ts';

/** The page's own files; the server reads the same. */
const pageFolder = fileURLToPath(new URL('../../../docs/page/', import.meta.url));
const libraryFolder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** What the page doesn't name: where a login in a browser comes back to, and the licence of what is handed on. */
const companions = [
  'oauth2-redirect.html',
  'oauth2-redirect.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'LICENSE',
  'NOTICE',
];

/**
 * The reference page of a document as static files: for any host, below any path, and from the disk. The page itself
 * comes last, so that it is never there without what it needs.
 *
 * @param document bundled, each operation with an id
 * @param server what calls go to, in place of the document's own servers
 */
export function referencePage(document: OpenApiDocument, server?: string): GeneratedFiles {
  const shown = server === undefined ? document : { ...document, servers: [{ url: server }] };
  const page = readFileSync(path.join(pageFolder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/"\.\/([^"]+)"/g)].map(([, name = '']) => name);
  const copied = [...named.filter((name) => name !== 'contract.js'), ...companions];
  return new Map([
    ...copied.map((name) => [outputName(name), readFileSync(path.join(folderOf(name), name), 'utf8')] as const),
    ['openapi.json', `${JSON.stringify(shown, null, 2)}\n`],
    ['contract.js', contractScript(shown)],
    ['index.html', page],
  ]);
}

function folderOf(name: string): string {
  return name.startsWith('swagger-ui') || companions.includes(name) ? libraryFolder : pageFolder;
}

function outputName(name: string): string {
  return /^[A-Z]+$/.test(name) ? `swagger-ui.${name}.txt` : name;
}

/** The document as a script, which a page from the disk may load. As a literal, a member `__proto__` would vanish. */
function contractScript(document: OpenApiDocument): string {
  return `globalThis.contract = JSON.parse(${JSON.stringify(JSON.stringify(document))});\n`;
}
