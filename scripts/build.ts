/** Makes the packages that others install: the client, the edge and the pipeline, as JavaScript with declarations. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readOptions, run } from './lib/command.ts';
import { findDependencies, type Manifest } from './lib/dependencies.ts';

const help = `Usage: npm run build -- [options]

Compiles the client, the edge and the pipeline and packs each as a tarball that npm installs.

  --out FOLDER  where the packages go   (default: dist)
  --help        this text
`;

/** What each package holds, of code and of files that go with it as they are. What it depends on is found in its imports; the versions are this project's. */
const packages = [
  {
    name: 'latchkey-client',
    description: 'Typed client of Latchkey, and of any OpenAPI contract whose types were generated.',
    code: ['client', 'generated'],
    assets: [],
    exports: { '.': './client/index.js', './operations': './generated/operations.js' },
    engines: '>=20',
  },
  {
    name: 'latchkey-edge',
    description: 'Any OpenAPI contract and one typed function per operation in, an Express app out.',
    code: ['server/edge'],
    assets: [],
    exports: { '.': './server/edge/index.js' },
    engines: '>=24.18',
  },
  {
    name: 'latchkey-pipeline',
    description:
      'Everything that follows from an OpenAPI document: types, mock, diff, contract tests, a server to start from.',
    code: ['scripts'],
    assets: ['scripts', 'docs/page'],
    exports: { '.': './scripts/lib/index.js' },
    bin: { latchkey: 'scripts/latchkey.js' },
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

  for (const { name, code, assets, engines, ...rest } of packages) {
    const folder = path.resolve(out, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const part of code) cpSync(path.join(compiled, part), path.join(folder, part), { recursive: true });
    for (const asset of assets.flatMap(assetsOf)) {
      mkdirSync(path.dirname(path.join(folder, asset)), { recursive: true });
      cpSync(asset, path.join(folder, asset));
    }
    for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(file, path.join(folder, file));
    cpSync(`docs/packages/${name}.md`, path.join(folder, 'README.md'));
    const { version, license } = manifest;
    const own = { name, version, license, type: 'module', ...rest, engines: { node: engines } };
    const text = JSON.stringify({ ...own, dependencies: findDependencies(folder, manifest) }, null, 2);
    writeFileSync(path.join(folder, 'package.json'), `${text}\n`);
    const tarball = npm(['pack', '--silent', '--pack-destination', path.resolve(out)], folder).trim();
    console.log(path.join(out, tarball));
  }
});

/** What a folder holds beside TypeScript: templates, pages, styles. */
function assetsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.split(path.sep).includes('testing'));
}

/** Under `npm run`, the npm that runs this. */
function npm(parameters: readonly string[], folder: string): string {
  const { npm_execpath: script } = process.env;
  const options = { cwd: folder, encoding: 'utf8' } as const;
  if (script?.endsWith('.js')) return execFileSync(process.execPath, [script, ...parameters], options);
  return execFileSync('npm', parameters, { ...options, shell: process.platform === 'win32' });
}
