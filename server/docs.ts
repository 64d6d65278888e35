import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Router } from 'express';
import { mountReadOnly } from './read-only.ts';

/** The page's own files. */
const pageFolder = fileURLToPath(new URL('../docs/page/', import.meta.url));
const libraryFolder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const page = readFileSync(path.join(pageFolder, 'index.html'), 'utf8');

/** Whatever the page names, and nothing else, is served; the contract is made rather than read. */
const files = [...page.matchAll(/"\.\/([^"]+)"/g)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'contract.js');

/** What the page needs and no more: its own scripts, styles and calls. Nothing from another host, nothing inline. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** A file as it is sent. */
interface Asset {
  readonly body: Buffer;
  readonly gzipped: Buffer;
  readonly tag: string;
}

/** Mounts the reference page of a contract at `/docs`. Its files are read when somebody first asks for them. */
export function mountReferencePage(router: Router, document: object): void {
  // The address of the page has no slash at its end, so what stands beside the file is below it there.
  const served = page.replaceAll('"./', '"./docs/');
  mountAsset(router, '/docs', async () => served, { 'Content-Security-Policy': contentSecurityPolicy });
  mountAsset(router, '/docs/contract.js', async () => contractScript(document));
  for (const name of files) {
    const folder = name.startsWith('swagger-ui') ? libraryFolder : pageFolder;
    mountAsset(router, `/docs/${name}`, () => readFile(path.join(folder, name), 'utf8'));
  }
}

function mountAsset(router: Router, url: string, read: () => Promise<string>, headers: Record<string, string> = {}) {
  let asset: Promise<Asset> | undefined;
  mountReadOnly(router, url, async (request, response) => {
    asset ??= read()
      .then(toAsset)
      .catch((error) => {
        // What could not be read now may be later.
        asset = undefined;
        throw error;
      });
    const { body, gzipped, tag } = await asset;
    const isGzipped = request.acceptsEncodings('gzip') !== false;
    response.set({ ...headers, 'Cache-Control': 'no-cache', ETag: tag }).vary('Accept-Encoding');
    response.type(path.extname(url) || 'html');
    if (isGzipped) response.set('Content-Encoding', 'gzip');
    response.send(isGzipped ? gzipped : body);
  });
}

async function toAsset(text: string): Promise<Asset> {
  const body = Buffer.from(text);
  // Weak: it stands for the file in either encoding.
  const tag = `W/"${createHash('sha256').update(body).digest('base64url')}"`;
  return { body, gzipped: await promisify(gzip)(body), tag };
}

/** The document as a script. Parsed rather than evaluated: as a literal, a member `__proto__` would vanish. */
function contractScript(document: object): string {
  return `globalThis.contract = JSON.parse(${JSON.stringify(JSON.stringify(document))});\n`;
}
