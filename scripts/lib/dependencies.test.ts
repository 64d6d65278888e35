import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDependencies } from './dependencies.ts';

const manifest = {
  version: '1.0.0',
  license: 'MIT',
  dependencies: { '@a/b': '1.0.0', c: '2.0.0' },
  devDependencies: { d: '3.0.0', e: '5.0.0', '@types/c': '2.1.0', '@types/node': '26.0.0' },
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

test.each([
  ['import x from "@a/b/file.js";', { '@a/b': '1.0.0' }],
  ['export { x } from "c";', { c: '2.0.0' }],
  ['const x = await import("d");', { d: '3.0.0' }],
  ['const x = createRequire(import.meta.url).resolve("e/package.json");', { e: '5.0.0' }],
  [
    'import fs from "node:fs"; import path from "path"; import "./x.js"; new Worker(new URL("./x.js", import.meta.url))',
    {},
  ],
])('%s is found', (text, dependencies) => {
  put('x.js', '');
  put('index.js', text);
  expect(findDependencies(folder, manifest)).toEqual(dependencies);
});

test('declarations need the types of what they import', () => {
  put('lib/index.js', 'import "c"; import "d"');
  put(
    'lib/index.d.ts',
    'import type { A } from "c"; import type { B } from "./b.ts"; import type { C } from "node:fs";',
  );
  put('lib/b.d.ts', 'export type B = import("d").D;');
  expect(findDependencies(folder, manifest)).toEqual({
    '@types/c': '2.1.0',
    '@types/node': '26.0.0',
    c: '2.0.0',
    d: '3.0.0',
  });
});

test.each([
  ['import "f";', /imports f, which package\.json does not name/],
  ['import "../elsewhere/x.js";', /index\.js imports \.\.\/elsewhere\/x\.js, which is not in the package/],
  ['import "./gone.js";', /index\.js imports \.\/gone\.js/],
  ['new Worker(new URL("./worker.ts", import.meta.url))', /index\.js imports \.\/worker\.ts/],
])('%s is refused', (text, message) => {
  put('worker.ts', '');
  put('index.js', text);
  expect(() => findDependencies(folder, manifest)).toThrow(message);
});
