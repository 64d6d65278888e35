/** Makes the two packages that others install: the client and the pipeline, as JavaScript with declarations. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readOptions, run } from './lib/command.ts';

const help = `Usage: npm run build -- [options]

Compiles the client and the pipeline and packs each as a tarball that npm installs.

  --out FOLDER  where the packages go   (default: dist)
  --help        this text
`;

interface Manifest {
  version: string;
  license: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** What each package holds. Versions of dependencies come from this project's own manifest. */
const packages = [
  {
    name: 'latchkey-client',
    description: 'Typed client of Latchkey, and of any OpenAPI contract whose types were generated.',
    folders: ['client', 'generated'],
    exports: { '.': './client/index.js', './operations': './generated/operations.js' },
    dependencies: ['openapi-fetch'],
    engines: '>=20',
  },
  {
    name: 'latchkey-pipeline',
    description: 'From an OpenAPI document to types, an operation table and a mock.',
    folders: ['scripts'],
    exports: { '.': './scripts/lib/index.js' },
    bin: { 'latchkey-generate': 'scripts/generate.js', 'latchkey-mock': 'scripts/mock.js' },
    dependencies: ['@redocly/openapi-core', '@stoplight/prism-cli', 'openapi-typescript', 'typescript'],
    engines: '>=24.18',
  },
];

await run(help, async () => {
  const { out } = readOptions({ out: { type: 'string', default: 'dist' } });
  const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const compiled = path.resolve(out, 'js');
  rmSync(compiled, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', compiled], { stdio: 'inherit' });

  for (const { name, folders, engines, dependencies, ...rest } of packages) {
    const folder = path.resolve(out, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const part of folders) cpSync(path.join(compiled, part), path.join(folder, part), { recursive: true });
    for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(file, path.join(folder, file));
    cpSync(`docs/packages/${name}.md`, path.join(folder, 'README.md'));
    const { version, license } = manifest;
    const own = { name, version, license, type: 'module', ...rest, engines: { node: engines } };
    const text = JSON.stringify({ ...own, dependencies: versions(manifest, dependencies) }, null, 2);
    writeFileSync(path.join(folder, 'package.json'), `${text}\n`);
    const tarball = npm(['pack', '--silent', '--pack-destination', path.resolve(out)], folder).trim();
    console.log(path.join(out, tarball));
  }
});

function versions({ dependencies, devDependencies }: Manifest, names: readonly string[]): Record<string, string> {
  const all = { ...devDependencies, ...dependencies };
  return Object.fromEntries(names.map((name) => [name, all[name] ?? missing(name)]));
}

function missing(name: string): never {
  throw new Error(`package.json does not name ${name}`);
}

/** Under `npm run`, the npm that runs this. */
function npm(parameters: readonly string[], folder: string): string {
  const { npm_execpath: script } = process.env;
  const options = { cwd: folder, encoding: 'utf8' } as const;
  if (script?.endsWith('.js')) return execFileSync(process.execPath, [script, ...parameters], options);
  return execFileSync('npm', parameters, { ...options, shell: process.platform === 'win32' });
}
