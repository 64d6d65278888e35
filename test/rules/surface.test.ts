import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const url = (file: string) => new URL(`../../${file}`, import.meta.url);
const read = (file: string) => readFileSync(url(file), 'utf8');

/** What a door lets out at run time. A name more or less is a decision, and is made here. */
const doors: readonly [file: string, names: readonly string[]][] = [
  [
    'server/edge/index.ts',
    ['InvalidContract', 'Problem', 'createEdge', 'createListener', 'oauthErrors', 'plainErrors'],
  ],
  ['server/app.ts', ['createApp']],
  [
    'client/index.ts',
    [
      'ApiError',
      'ConnectionError',
      'RotationError',
      'createClient',
      'createLatchkeyClient',
      'fetchTransport',
      'items',
      'throwing',
      'withRetry',
    ],
  ],
];

test.each(doors)('%s exports what it should', async (file, names) => {
  const door = (await import(fileURLToPath(url(file)))) as object;
  expect(Object.keys(door).sort()).toEqual([...names].sort());
});

type Dependencies = Record<string, string>;
const manifest = JSON.parse(read('package.json')) as Record<string, Dependencies | undefined>;
const lockfile = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { resolved?: string; version?: string; optionalDependencies?: Record<string, string> }>;
};

test.each(['dependencies', 'devDependencies', 'optionalDependencies'])('every version in %s is exact', (field) => {
  const loose = Object.entries(manifest[field] ?? {}).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('what is installed needs no install script', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  const hooks = Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)|^(install|prepare)$/.test(name));
  expect(hooks).toEqual([]);
});

test('the lockfile names no host, so that any mirror serves it', () => {
  expect(read('.npmrc')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  const named = Object.entries(lockfile.packages).filter(([, entry]) => entry.resolved !== undefined);
  expect(named.map(([name]) => name)).toEqual([]);
  expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/registry\./);
});

test('the lockfile has the versions that package.json names', () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const wrong = Object.entries(wanted).filter(
    ([name, version]) => lockfile.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(wrong).toEqual([]);
});

// npm leaves out what a mirror lacks, and `npm ci` then fails on machines of every other kind.
test('the lockfile has the packages of every platform', () => {
  const optional = Object.values(lockfile.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const present = new Set(
    Object.keys(lockfile.packages).map((name) => name.slice(name.lastIndexOf('node_modules/') + 13)),
  );
  expect(optional.filter((name) => !present.has(name))).toEqual([]);
});
