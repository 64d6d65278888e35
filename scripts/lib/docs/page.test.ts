import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { referencePage } from './page.ts';

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Tiny </script> "quoted" \u2028', version: '1' },
  servers: [{ url: 'https://api.example.com' }],
  paths: {},
};

/** The document that the page gets to see. */
function shown(files: ReadonlyMap<string, string>): OpenApiDocument {
  return new Function(`const globalThis = {}; ${files.get('contract.js')} return globalThis.contract;`)();
}

test('everything that the page names is in the folder, and the page comes last', () => {
  const files = referencePage(document);
  const named = [...(files.get('index.html') ?? '').matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(8);
  for (const name of named) expect(files.get(name ?? ''), name).toBeTruthy();
  expect([...files.keys()].at(-1)).toBe('index.html');
});

test('what is handed on has its licence with it', () => {
  const manifest = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json');
  const licence = readFileSync(path.join(path.dirname(manifest), 'LICENSE'), 'utf8');
  expect(referencePage(document).get('swagger-ui.LICENSE.txt')).toBe(licence);
});

test('the page shows the document as it is', () => {
  const files = referencePage(document);
  expect(shown(files)).toEqual(document);
  expect(JSON.parse(files.get('openapi.json') ?? '')).toEqual(document);
});

test('a member that is named __proto__ is not lost', () => {
  const odd = JSON.parse('{"openapi":"3.1.0","info":{"title":"Odd","version":"1"},"__proto__":{"a":1}}');
  expect(Object.keys(shown(referencePage(odd)))).toContain('__proto__');
});

test('another server takes the place of the document’s own, and leaves the document alone', () => {
  const files = referencePage(document, 'http://127.0.0.1:4010');
  expect(shown(files).servers).toEqual([{ url: 'http://127.0.0.1:4010' }]);
  expect(document.servers).toEqual([{ url: 'https://api.example.com' }]);
});
