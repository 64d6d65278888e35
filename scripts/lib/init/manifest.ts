import { readFileSync } from 'node:fs';
import path from 'node:path';

type Section = Record<string, string>;

interface Manifest {
  readonly type?: unknown;
  readonly scripts?: Section;
  readonly dependencies?: Section;
  readonly devDependencies?: Section;
}

/** A package.json with what was missing, and the names of that. */
export interface MergedManifest {
  readonly text: string;
  /** Such as `scripts.dev`; empty if nothing was missing. */
  readonly added: readonly string[];
}

/**
 * A project's package.json with everything that it needs; what is there already stays as it is.
 *
 * @param text of the present one; undefined if there is none
 * @param folder the project's
 * @param spec path of the document; undefined if it is where every command looks for it
 * @throws if it can't be read, or makes CommonJS of what is written as ES modules
 */
export function mergeManifest(text: string | undefined, folder: string, spec: string | undefined): MergedManifest {
  const present = parse(text, folder);
  if (present.type === 'commonjs')
    throw new Error(
      'package.json says "type": "commonjs", but the code is written as ES modules. Run: npm pkg set type=module',
    );
  const wanted = wantedFor(spec);
  const everywhere = { ...present.dependencies, ...present.devDependencies };
  const missing = {
    type: present.type === undefined ? wanted.type : undefined,
    engines: text === undefined ? wanted.engines : undefined,
    scripts: without(wanted.scripts, present.scripts),
    dependencies: without(wanted.dependencies, everywhere),
    devDependencies: without(wanted.devDependencies, everywhere),
  };
  const merged = {
    ...(text === undefined && { name: packageName(folder), version: '0.1.0', private: true }),
    ...(missing.type !== undefined && { type: missing.type }),
    ...present,
    ...(missing.engines !== undefined && { engines: missing.engines }),
    ...withMore('scripts', present.scripts, missing.scripts),
    ...withMore('dependencies', present.dependencies, missing.dependencies),
    ...withMore('devDependencies', present.devDependencies, missing.devDependencies),
  };
  const added = (['scripts', 'dependencies', 'devDependencies'] as const).flatMap((section) =>
    Object.keys(missing[section]).map((name) => `${section}.${name}`),
  );
  const more = missing.type === undefined ? added : ['type', ...added];
  const indent = /^[ \t]+/m.exec(text ?? '')?.[0] ?? 2;
  return { text: `${JSON.stringify(merged, null, indent)}\n`, added: more };
}

function parse(text: string | undefined, folder: string): Manifest {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {}
  throw new Error(`${path.join(folder, 'package.json')} is not a JSON object`);
}

/** Everything that a project has which was made from nothing but a document. */
function wantedFor(spec: string | undefined) {
  const own = ownManifest();
  const versions: Section = { ...own.devDependencies, ...own.dependencies };
  const option = spec === undefined ? '' : ` --spec ${/^[\w./-]+$/.test(spec) ? spec : JSON.stringify(spec)}`;
  return {
    type: 'module',
    engines: { node: '>=24.18' },
    scripts: {
      start: 'node server/main.ts',
      dev: `latchkey dev${option}`,
      generate: `latchkey generate${option}`,
      mock: `latchkey mock${option}`,
      diff: `latchkey diff${option}`,
      contract: `latchkey contract${option}`,
      check: `latchkey generate --check${option} && tsc`,
    },
    dependencies: { 'latchkey-client': own.version, 'latchkey-edge': own.version },
    devDependencies: {
      '@types/node': versions['@types/node'] ?? '*',
      'latchkey-pipeline': own.version,
      typescript: versions.typescript ?? '*',
    },
  };
}

/** This package's; before it is packed, the project's. */
function ownManifest(): { version: string; dependencies?: Section; devDependencies?: Section } {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
}

function without(wanted: Section, present: Section = {}): Section {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in present)));
}

function withMore(name: string, present: Section | undefined, missing: Section): Record<string, Section> {
  return Object.keys(missing).length > 0 ? { [name]: { ...present, ...missing } } : {};
}

/** npm's names are in lower case. */
function packageName(folder: string): string {
  const name = path
    .basename(path.resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '');
  return name || 'my-api';
}
